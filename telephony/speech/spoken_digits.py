"""Digits as people say them in each language. Pure."""

from __future__ import annotations

from collections.abc import Sequence

WORDS: dict[str, dict[str, str]] = {
    "id": {
        "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4",
        "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8", "sembilan": "9",
    },
    "en": {
        "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
        "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    },
}  # fmt: skip


def words(language: str) -> tuple[str, ...]:
    """Empty for a language whose digits are not known."""
    return tuple(WORDS.get(language, {}))


def to_digits(text: str, language: str) -> str:
    """ "tiga satu 7" -> "317"; what is not a digit is left out."""
    known = WORDS.get(language, {})
    return "".join(known.get(word, word if word.isdigit() else "") for word in text.lower().split())


def are_asked_for(phrases: Sequence[str], language: str) -> bool:
    """Whether the hints hold every digit, so that a row of digits is expected rather than one of a few choices."""
    known = WORDS.get(language, {})
    return {known.get(phrase.lower(), phrase) for phrase in phrases} >= set("0123456789")


def without_digits(phrases: Sequence[str], language: str) -> list[str]:
    known = WORDS.get(language, {})
    return [phrase for phrase in phrases if phrase.lower() not in known and not phrase.isdigit()]
