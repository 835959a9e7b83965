"""What was probably meant by a word that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST_LISTED = 12
LONGEST_COMPARED = 60
"""Longer words are nobody's slip of the key, and costly to compare."""


def nearest(word: str, known: Iterable[str]) -> str:
    """ "" when nothing is near."""
    if len(word) > LONGEST_COMPARED:
        return ""
    folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), folded, 1)
    return folded[near[0]] if near else ""


def suggestion(word: str, known: Iterable[str], otherwise: str = "there are") -> str:
    """ "did you mean 'next'?", else what there is."""
    names = sorted(set(known))
    near = nearest(word, names)
    if near:
        return f"did you mean '{near}'?"
    rest = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"{otherwise}: {', '.join(names[:MOST_LISTED])}{rest}" if names else "there is none"
