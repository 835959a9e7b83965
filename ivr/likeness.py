"""How like two sentences are: the words of meaning that they share, each found by its nearest spelling."""

import math
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ivr.locale.answers import NEGATIONS
from ivr.locale.carriers import CARRIERS, LIGHT_WORDS
from ivr.normalising import normalise

SAME_WORD = 82  # percent, below which two spellings are two words
UNSAID_NEGATION = 0.45
LIGHT = 0.3


@dataclass(frozen=True)
class Overlap:
    """`of_text` is the share (0..1) of the text's meaning that the phrase holds, `of_phrase` the other way round."""

    of_text: float
    of_phrase: float


def content(text: str, language: str) -> list[str]:
    """The words of meaning of a normalised text; all its words where only carriers are there."""
    words = text.split()
    return [word for word in words if word not in CARRIERS[language] | NEGATIONS[language]] or words


@lru_cache(maxsize=20_000)
def meaning(phrase: str, language: str) -> tuple[str, list[str]]:
    """A phrase as written in a flow or service: normalised, and its words of meaning. Kept, for phrases are compared all day."""
    plain = normalise(phrase, language)
    return plain, content(plain, language)


def overlap(text: list[str], phrase: list[str]) -> Overlap:
    """Both as `content` gives them; longer words weigh a little more, the everyday verbs of a request less."""
    if not text or not phrase:
        return Overlap(0.0, 0.0)
    return Overlap(_covered(text, phrase), _covered(phrase, text))


def negation_factor(text: str, phrase: str, language: str) -> float:
    """Below 1 where the text denies what the phrase does not."""
    said = NEGATIONS[language] & set(text.split())
    return UNSAID_NEGATION if said and not NEGATIONS[language] & set(phrase.split()) else 1.0


def _covered(words: list[str], by: list[str]) -> float:
    whole = sum(map(_weight, words))
    return sum(_weight(word) * _nearest(word, by) for word in words) / whole


def _weight(word: str) -> float:
    return LIGHT if word in LIGHT_WORDS else math.sqrt(min(len(word), 6))


def _nearest(word: str, others: list[str]) -> float:
    if word in others:
        return 1.0
    best = process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
    return best[1] / 100 if best else 0.0
