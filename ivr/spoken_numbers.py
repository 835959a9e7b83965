"""Whole numbers as callers say them: "dua juta lima ratus ribu", "seribu sembilan ratus sembilan puluh", "nineteen ninety"."""

from ivr.locale.digits import FILLERS
from ivr.locale.numbers import HALF, HUNDRED, ONES_OF_SCALE, SCALES, TEEN_SUFFIX, TEENS, TENS, TENS_SUFFIX
from ivr.spoken_digits import digit_of, words_of

LIMIT = 10**15


def number_heard(text: str, language: str) -> int | None:
    """The number that `text` says, at most 10^15, or None when a word in it is not a number word."""
    words = [word for word in words_of(_joined_thousands(text)) if word not in FILLERS[language] or word.isdigit()]
    return number_of(words, language)


def number_of(words: list[str], language: str) -> int | None:
    """Like number_heard, for words already cut."""
    total, below_thousand, seen, half = 0, 0, False, False
    for word in _unfolded(words, language):
        if word == HALF[language]:
            half = True
            continue
        if word in SCALES[language]:
            total += (below_thousand if seen or half else 1) * SCALES[language][word] + half * SCALES[language][
                word
            ] // 2
            below_thousand, seen, half = 0, False, False
            if total > LIMIT:
                return None
            continue
        grown = _grow(below_thousand, word, language)
        if grown is None:
            return None
        below_thousand, seen = grown, True
    if not words or half or total + below_thousand > LIMIT:
        return None
    return total + below_thousand


def _grow(value: int, word: str, language: str) -> int | None:
    """`value` with one more word below a thousand."""
    last = value % 10
    if word.isdigit():
        return value + int(word) if len(word) <= 15 else None
    if word == HUNDRED[language]:
        return value * 100 if value else 100
    if word == TEEN_SUFFIX.get(language):
        return value + 10 if last else None
    if word == TENS_SUFFIX.get(language):
        return value - last + last * 10 if last else None
    step = TEENS[language].get(word, TENS[language].get(word))
    if step is not None:
        return value + step
    digit = digit_of(word, language)
    return None if digit is None or last else value + int(digit)


def _unfolded(words: list[str], language: str) -> list[str]:
    """ "seribu" becomes "satu ribu"."""
    unfolded: list[str] = []
    for word in words:
        scale = ONES_OF_SCALE[language].get(word)
        unfolded += ["satu", scale] if scale else [word]
    return unfolded


def _joined_thousands(text: str) -> str:
    """ "1.250.000" and "1,250,000" become one figure."""
    parts: list[str] = []
    for word in text.split():
        figure = word.replace(".", "").replace(",", "")
        parts.append(figure if figure.isdigit() else word)
    return " ".join(parts)
