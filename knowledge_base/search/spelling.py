"""A misspelled word and the known word that was meant: one slip in short words, two in long ones; and words as the Javanese
neighbours bend them, "omahe" and "mbangun"."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
SHORTEST_STEM = 3
LONG = 8
SPOKEN = re.compile("[aeiou]")  # abbreviations such as skck are nobody's slip for a word
ENDINGS = ("nya", "ne", "e", "ku", "mu", "ake", "na", "en", "an", "i")
NASALS = {"nge": ("",), "ng": ("", "k"), "ny": ("s", "c"), "n": ("", "t"), "m": ("", "p")}
REMEMBERED = 4096


def spelling(known: Collection[str]) -> Callable[[str], str]:
    """A function that gives the known word for a word: `word` itself when it is known, short, a number, or like nothing.
    Words of four letters keep their first one."""
    words = sorted(one for one in known if len(one) >= SHORTEST and SPOKEN.search(one))

    @lru_cache(REMEMBERED)
    def mend(word: str) -> str:
        if word in known or len(word) < SHORTEST or not word.isalpha():
            return word
        bent = next((one for one in _unbent(word) if one in known), None)
        if bent:
            return bent
        near = words if len(word) > SHORTEST else [one for one in words if one[0] == word[0]]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=2 if len(word) >= LONG else 1)
        return str(found[0]) if found else word

    return mend


def _unbent(word: str) -> Iterator[str]:
    """Without its ending, without its nasal, without both; no stem of fewer than SHORTEST_STEM letters."""
    endless = [word, *(word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))]
    bare = [first + stem.removeprefix(nasal) for stem in endless for nasal, first in _nasals(stem)]
    yield from (stem for stem in (*endless[1:], *bare) if len(stem) >= SHORTEST_STEM)


def _nasals(word: str) -> Iterator[tuple[str, str]]:
    """The longest nasal a word begins with, and the letters that it may stand for."""
    nasal = next((one for one in NASALS if word.startswith(one)), None)
    if nasal:
        yield from ((nasal, first) for first in NASALS[nasal])
