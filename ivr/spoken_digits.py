"""Digits as callers say them: "nol delapan dobel satu", "oh eight double one", "0811", and pairs such as "dua belas"."""

import re

from rapidfuzz import fuzz, process

from ivr.locale.digits import DIGITS, FILLERS, REPEATS
from ivr.locale.numbers import TEEN_SUFFIX, TEENS, TENS, TENS_SUFFIX

LIKENESS = 75  # percent, below which a badly recognised word is no digit


def words_of(text: str) -> list[str]:
    """Lower-case words and figures; "0811-22" is two words, an apostrophe stays inside its word."""
    return re.findall(r"[a-zà-ÿ']+|\d+", text.lower())


def digits_heard(text: str, language: str) -> str | None:
    """The digits in `text`, one character each, or None when there is none or a word is neither digit nor filler."""
    digits, previous, repeat = "", "", 1
    for word in words_of(text):
        if word in REPEATS[language]:
            repeat = REPEATS[language][word]
            continue
        if word in FILLERS[language] and word not in DIGITS[language]:
            continue
        joined = _append(digits, word, previous, repeat, language)
        if joined is None:
            return None
        digits, previous, repeat = joined, word, 1
    return digits or None


def _append(digits: str, word: str, previous: str, repeat: int, language: str) -> str | None:
    if word.isdigit():
        return digits + word * repeat
    if word == TEEN_SUFFIX.get(language) and digits:
        return f"{digits[:-1]}1{digits[-1]}"
    if word == TENS_SUFFIX.get(language) and digits:
        return f"{digits}0"
    if word in TEENS[language]:
        return digits + str(TEENS[language][word])
    if word in TENS[language]:
        return digits + str(TENS[language][word])
    digit = digit_of(word, language)
    if digit is None:
        return None
    after_tens = previous == TENS_SUFFIX.get(language) or previous in TENS[language]
    kept = digits[:-1] if after_tens and digit != "0" else digits
    return kept + digit * repeat


def digit_of(word: str, language: str) -> str | None:
    """The digit that `word` names, or most resembles, or None."""
    names = DIGITS[language]
    if word in names:
        return names[word]
    if len(word) < 3:
        return None
    found = process.extractOne(word, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return names[found[0]] if found else None
