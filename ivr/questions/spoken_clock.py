"""Clock times in words. In Indonesian "setengah tiga" is half past TWO; "jam dua lewat sepuluh", "jam tiga kurang seperempat"."""

from datetime import time

from ivr.locale.calendar_words import DAY_PARTS
from ivr.spoken_digits import words_of
from ivr.spoken_numbers import number_of

AROUND = frozenset(
    [
        "jam",
        "pukul",
        "tepat",
        "menit",
        "wib",
        "wita",
        "wit",
        "at",
        "o'clock",
        "oclock",
        "the",
        "in",
        "minutes",
        "exactly",
    ]
)
HALF_BEFORE = "setengah"
AFTER = {"id": ("lewat", "lebih"), "en": ("past", "after")}
BEFORE = {"id": ("kurang",), "en": ("to",)}
FRACTIONS = {"id": {"seperempat": 15, "setengah": 30}, "en": {"quarter": 15, "half": 30}}


def clock_heard(text: str, language: str) -> time | None:
    """The time, or None. Without a part of the day the hour is taken as said."""
    words = [word for word in words_of(text.replace(".", " ").replace(":", " ")) if word not in AROUND]
    part = next((word for word in words if word in DAY_PARTS[language]), "")
    minutes = _minutes([word for word in words if word != part], language)
    if minutes is None:
        return None
    hour, minute = divmod(minutes, 60)
    hour = _in_part(hour, part, language)
    return time(hour % 24, minute) if 0 <= hour <= 24 else None


def _minutes(words: list[str], language: str) -> int | None:
    """Minutes since midnight."""
    for place, word in enumerate(words):
        if word in AFTER[language] or word in BEFORE[language]:
            return _shifted(words[:place], words[place + 1 :], word, language)
    if language == "id" and words[:1] == [HALF_BEFORE]:
        hour = number_of(words[1:], language) if words[1:] else None
        return None if hour is None else hour * 60 - 30
    hour, minute = _hour_and_minute(words, language)
    return None if hour is None or hour > 24 or minute > 59 else hour * 60 + minute


def _shifted(first: list[str], second: list[str], mark: str, language: str) -> int | None:
    hour_words, minute_words = (first, second) if language == "id" else (second, first)
    hour = number_of(hour_words, language) if hour_words else None
    fraction = next((FRACTIONS[language][w] for w in minute_words if w in FRACTIONS[language]), None)
    minute = fraction or (number_of(minute_words, language) if minute_words else None)
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    return hour * 60 + (minute if mark in AFTER[language] else -minute)


def _hour_and_minute(words: list[str], language: str) -> tuple[int | None, int]:
    """ "dua belas", "empat belas lima", "fourteen oh five": the longest start that is an hour, then the minutes."""
    for cut in range(len(words), 0, -1):
        hour = number_of(words[:cut], language)
        minute = number_of(words[cut:], language) if words[cut:] else 0
        if hour is not None and hour <= 24 and minute is not None:
            return hour, minute
    return None, 0


def _in_part(hour: int, part: str, language: str) -> int:
    """Two in the afternoon is 14; twelve at night is 24."""
    if not part:
        return hour
    first, last = DAY_PARTS[language][part]
    if hour == 12 and part in ("am", "morning"):
        return 0
    if hour < 12 and not first <= hour <= last and first - 1 <= hour + 12 <= last:
        return hour + 12
    return hour + 12 if hour == 12 and last == 24 and part not in ("pm",) else hour
