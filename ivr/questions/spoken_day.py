"""A day in words: "tujuh belas Agustus 1990", "August 17th, nineteen ninety", "17 8 1990", "besok"."""

from datetime import date, timedelta

from rapidfuzz import fuzz, process

from ivr.locale.calendar_words import MONTHS, RELATIVE_DAYS
from ivr.locale.numbers import ORDINALS_EN, TEENS, TENS
from ivr.questions.relative_day import relative_day
from ivr.spoken_digits import digits_heard, words_of
from ivr.spoken_numbers import number_of

LIKENESS = 80
AROUND = frozenset(
    [
        "tanggal",
        "bulan",
        "tahun",
        "hari",
        "pada",
        "lahir",
        "the",
        "of",
        "on",
        "st",
        "nd",
        "rd",
        "th",
        "day",
        "month",
        "year",
        "and",
    ]
)


def day_heard(text: str, language: str, today: date, past: bool = False) -> date | None:
    """The day, or None. A year is always needed, unless the day is said relative to `today`; `past` days only are meant where the
    words leave that open."""
    said = " ".join(text.lower().split())
    if said in RELATIVE_DAYS[language]:
        return today + timedelta(days=RELATIVE_DAYS[language][said])
    relative = relative_day(said, language, today, past)
    if relative is not None:
        return relative
    words = [word for word in words_of(text) if word not in AROUND]
    for place, word in enumerate(words):
        month = _month(word, language)
        if month:
            return _around_month(words[:place], month, words[place + 1 :], language)
    return _all_figures(words, language) or _by_names(words_of(text), language)


def _month(word: str, language: str) -> int:
    names = {name: number for number, group in enumerate(MONTHS[language], start=1) for name in group}
    if word in names:
        return names[word]
    whole = [name for name in names if len(name) > 3]
    found = process.extractOne(word, whole, scorer=fuzz.ratio, score_cutoff=LIKENESS) if len(word) > 3 else None
    return names[found[0]] if found else 0


def _around_month(before: list[str], month: int, after: list[str], language: str) -> date | None:
    """Day before the month, or, as in "August 17 1990", right after it."""
    if before:
        return _date(_day(before, language), month, _year(after, language))
    for cut in (2, 1):
        day = _day(after[:cut], language)
        if day and len(after) > cut:
            return _date(day, month, _year(after[cut:], language))
    return None


def _day(words: list[str], language: str) -> int | None:
    if language == "en" and words and words[-1] in ORDINALS_EN:
        tens = number_of(words[:-1], language) or 0
        return tens + ORDINALS_EN[words[-1]]
    day = number_of(words, language) if words else None
    return day if day and day <= 31 else None


def _year(words: list[str], language: str) -> int | None:
    """ "seribu sembilan ratus ...", "dua ribu enam", "nineteen ninety", "twenty twenty six", or digit by digit."""
    digits = digits_heard(" ".join(words), language) if words else None
    if digits and len(digits) == 4 and all(len(word) != 2 for word in words):
        return int(digits)
    if language == "en" and len(words) >= 2 and (words[0] in TEENS["en"] or words[0] in TENS["en"]):
        century, rest = number_of(words[:1], language), number_of(words[1:], language)
        if century and rest is not None and rest < 100 and words[1] not in ("hundred", "thousand"):
            return century * 100 + rest
    return number_of(words, language) if words else None


def _all_figures(words: list[str], language: str) -> date | None:
    if len(words) != 3:
        digits = digits_heard(" ".join(words), language) or ""
        return _date(int(digits[:2]), int(digits[2:4]), int(digits[4:])) if len(digits) == 8 else None
    day, month, year = (number_of([word], language) for word in words)
    return _date(day, month, year)


def _by_names(words: list[str], language: str) -> date | None:
    """ "tanggal lima bulan delapan tahun dua ribu satu": the month by its number."""
    marks = {"id": ("bulan", "tahun"), "en": ("month", "year")}[language]
    if not all(words.count(mark) == 1 for mark in marks) or words.index(marks[0]) > words.index(marks[1]):
        return None
    month, year = words.index(marks[0]), words.index(marks[1])
    before, between = words[:month], words[month + 1 : year]
    return _date(
        _day([word for word in before if word not in AROUND], language),
        number_of(between, language) if between else None,
        _year(words[year + 1 :], language),
    )


def _date(day: int | None, month: int | None, year: int | None) -> date | None:
    if not (day and month and year) or not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
