"""How values are said: digits in groups, spelled letters, dates, clock times and money, per language."""

from collections.abc import Iterator
from datetime import date, time

from num2words import num2words

from ivr.locale.calendar_words import MONTHS
from ivr.locale.digits import SPOKEN

CURRENCY = {"id": "{} rupiah", "en": "{} rupiah"}
CLOCK = {"id": "pukul {}", "en": "{}"}


def say_digits(digits: str, language: str, groups: tuple[int, ...] = ()) -> str:
    """Digit by digit with a pause between groups; `groups` are their sizes, fours and threes where none are given.
    Letters and marks other than digits are passed over."""
    only = [figure for figure in digits if figure.isascii() and figure.isdigit()]
    words = [SPOKEN[language][int(figure)] for figure in only]
    return ", ".join(" ".join(group) for group in _cut(words, groups or _groups_of(len(words))))


def spell(text: str) -> str:
    """Character by character, capitals, for the synthesiser: "B, 1, 2"."""
    return ", ".join(text.upper().replace(" ", ""))


def say_date(day: date, language: str) -> str:
    month = MONTHS[language][day.month - 1][0].capitalize()
    return f"{day.day} {month} {day.year}"


def say_time(clock: time, language: str) -> str:
    """Twenty-four hours, as written in the language: 14.05 or 14:05."""
    mark = "." if language == "id" else ":"
    return CLOCK[language].format(f"{clock.hour:02d}{mark}{clock.minute:02d}")


def say_number(number: float, language: str) -> str:
    words: str = num2words(number, lang=language)
    return words


def say_money(amount: float, language: str) -> str:
    """Whole currency units in words."""
    return CURRENCY[language].format(say_number(round(amount), language))


def _groups_of(length: int) -> tuple[int, ...]:
    """Fours, and threes where fours would leave one or two alone."""
    if length <= 4:
        return (length,)
    fours = length // 4
    while fours and (length - fours * 4) % 3:
        fours -= 1
    threes = (length - fours * 4) // 3
    return (4,) * fours + (3,) * threes or (length,)


def _cut(words: list[str], groups: tuple[int, ...]) -> Iterator[list[str]]:
    start = 0
    for size in groups:
        if words[start : start + size]:
            yield words[start : start + size]
        start += size
    if words[start:]:
        yield words[start:]
