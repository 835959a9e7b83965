"""How words are spoken, in the phones of the English acoustic model: by rule for Indonesian, spelled for abbreviations. Pure."""

from __future__ import annotations

import re

VOWELS = "aeiou"
PAIRS = {
    "ng": "NG",
    "ny": "N Y",
    "sy": "SH",
    "kh": "K",
    "ai": "AY",
    "au": "AW",
    "oi": "OY",
    "ch": "CH",
    "sh": "SH",
    "th": "T",
}
LETTERS = {
    "a": "AA", "b": "B", "c": "CH", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IY", "j": "JH", "k": "K",
    "l": "L", "m": "M", "n": "N", "o": "OW", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "UW", "v": "F",
    "w": "W", "x": "K S", "y": "Y", "z": "Z",
}  # fmt: skip
NAMES = {
    "id": {
        "a": "AA", "b": "B EH", "c": "CH EH", "d": "D EH", "e": "EH", "f": "EH F", "g": "G EH", "h": "HH AA", "i": "IY",
        "j": "JH EH", "k": "K AA", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P EH", "q": "K IY",
        "r": "EH R", "s": "EH S", "t": "T EH", "u": "UW", "v": "F EH", "w": "W EH", "x": "EH K S", "y": "Y EH",
        "z": "Z EH T",
    },
    "en": {
        "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH", "i": "AY",
        "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY", "q": "K Y UW",
        "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S",
        "y": "W AY", "z": "Z IY",
    },
}  # fmt: skip
DIGITS = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
MAX_SPELLED = 5


def words(phrase: str, language: str) -> list[str]:
    """The words to be spoken, in lower case; digits one by one. Other scripts than a-z give none."""
    found: list[str] = []
    for word in WORD.findall(phrase.lower()):
        if word.isdigit():
            found += [DIGITS[language][int(digit)] for digit in word if digit in "0123456789"]
        elif re.fullmatch(r"[a-z']+", word):
            found.append(word)
    return found


def is_spelled(word: str) -> bool:
    """Whether it is said letter by letter: "ktp", "npwp"."""
    return len(word) <= MAX_SPELLED and not any(letter in VOWELS + "y" for letter in word)


def spelled(word: str, language: str) -> str:
    return " ".join(NAMES[language][letter] for letter in word if letter in LETTERS)


def indonesian(word: str) -> list[str]:
    """The ways to say it, likeliest first: an e can be /e/ or a schwa, and writing does not show which."""
    phones, at = [], 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in PAIRS and not (pair in ("ai", "au", "oi") and at + 2 < len(word)):
            phones.append(PAIRS[pair])
            at += 2
        else:
            phones.append(LETTERS.get(word[at], ""))
            at += 1
    open_e = " ".join(filter(None, phones))
    return list(dict.fromkeys((open_e.replace("EH", "AH"), open_e)))
