"""What callers say, brought to one spelling: small letters, everyday words, and letters spelled aloud ("ka te pe" is "ktp")."""

import re
from functools import lru_cache

from ivr.locale.colloquial import COLLOQUIAL
from ivr.locale.letters import LETTER_NAMES

LONGEST = 1000  # characters; more is no answer
ENDINGS = {"id": "nya"}  # "petugasnya": the officer there
SHORTEST_STEM = 4
# English letter names that are also everyday words start no spelling of their own.
EVERYDAY = {
    "en": frozenset({"a", "i", "are", "you", "why", "see", "o", "tea"}),
    "id": frozenset({"se", "i", "a", "o", "ya"}),
}


def normalise(text: str, language: str) -> str:
    """Words parted by single blanks. The same words always come back, so both sides of a comparison can be put through it."""
    words = re.findall(r"[\w'-]+", text[:LONGEST].lower())
    plain = " ".join(_without_ending(word.strip("'-"), language) for word in words)
    once = _everyday(_spelled(plain, language), language)
    return _everyday(once, language)  # an everyday word may complete another: "ga aktif"


def _without_ending(word: str, language: str) -> str:
    ending = ENDINGS.get(language, "")
    return word.removesuffix(ending) if ending and len(word) >= len(ending) + SHORTEST_STEM else word


def _spelled(text: str, language: str) -> str:
    """Two or more letter names in a row become one word."""
    names = _letters(language)
    out: list[str] = []
    run: list[str] = []
    for word in [*text.split(), ""]:
        if word in names:
            run.append(word)
            continue
        out += _joined(run, names, language)
        run = []
        out.append(word)
    return " ".join(filter(None, out))


def _joined(run: list[str], names: dict[str, str], language: str) -> list[str]:
    if len(run) < 2 or all(word in EVERYDAY[language] for word in run):
        return run
    return ["".join(names[word] for word in run)]


def _everyday(text: str, language: str) -> str:
    table = COLLOQUIAL[language]
    return _pattern(language).sub(lambda found: table[found.group(1)], text)


@lru_cache
def _letters(language: str) -> dict[str, str]:
    return {name: letter for letter, names in LETTER_NAMES[language].items() for name in (*names, letter)}


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(COLLOQUIAL[language], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
