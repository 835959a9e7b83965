"""The few phrases of a large grammar that are worth an exact score. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

LIKE_WRITTEN, LIKE_GUESSED = 10, 3
WORD_SHARE = 0.9


def shortlist(phrases: Sequence[str], written: str, guess: str) -> list[str]:
    """Those most like what one engine wrote down, and the other engine's guess with its neighbours; without double ones."""
    near = _nearest(phrases, written, LIKE_WRITTEN)
    if guess:
        near += _nearest(phrases, guess, LIKE_GUESSED)
    return list(dict.fromkeys(near))


def _nearest(phrases: Sequence[str], text: str, most: int) -> list[str]:
    return sorted(phrases, key=lambda phrase: -_likeness(phrase.lower(), text.lower()))[:most]


def _likeness(phrase: str, text: str) -> float:
    return max(fuzz.ratio(phrase, text), WORD_SHARE * fuzz.token_set_ratio(phrase, text))
