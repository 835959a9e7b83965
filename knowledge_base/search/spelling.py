"""A misspelled word and the known word that was meant: one slip in short words, two in long ones."""

import re
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
LONG = 8
SPOKEN = re.compile("[aeiou]")  # abbreviations such as skck are nobody's slip for a word


def nearest_word(word: str, known: Collection[str]) -> str:
    """`word` itself when it is known, short, a number, or like nothing. Words of four letters keep their first one."""
    if word in known or len(word) < SHORTEST or not word.isalpha():
        return word
    slips = 2 if len(word) >= LONG else 1
    words = (one for one in known if len(one) >= SHORTEST and SPOKEN.search(one))
    near = [one for one in words if len(word) > SHORTEST or one[0] == word[0]]
    found = process.extractOne(word, sorted(near), scorer=OSA.distance, score_cutoff=slips)
    return str(found[0]) if found else word
