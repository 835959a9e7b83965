"""Terms to numbers: words, neighbouring words and pieces of words, so that what is spelled alike is near."""

import itertools
import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

SIZE = 4096  # columns; what falls together by chance is rare enough to be unlearned
KINDS = {"word": 0.63, "pair": 0.45, "piece": 0.63}  # squares sum to 1
PIECES = (3, 4)
UNSEEN = 0.5  # as rare as if half an example held it

Matrix = npt.NDArray[np.float32]
Feature = tuple[str, str]


@dataclass(frozen=True)
class Features:
    """Learned from examples: in how many of them each feature stands."""

    held_by: Counter[Feature]
    examples: int

    @classmethod
    def of(cls, examples: Sequence[Sequence[str]]) -> "Features":
        return cls(Counter(feature for terms in examples for feature in set(_features(terms))), len(examples))

    def matrix(self, texts: Sequence[Sequence[str]]) -> Matrix:
        """A row of SIZE for each list of terms, at most 1 long: shorter by what no example holds."""
        rows = np.zeros((len(texts), SIZE), np.float32)
        for row, terms in zip(rows, texts, strict=True):
            counted = Counter(_features(terms))
            worth = {feature: (1 + math.log(n)) * self._rarity(feature) for feature, n in counted.items()}
            whole: dict[str, float] = dict.fromkeys(KINDS, 0.0)
            for (kind, _), value in worth.items():
                whole[kind] += value * value
            for feature, value in worth.items():
                if feature in self.held_by:
                    row[_column(feature)] += KINDS[feature[0]] * value / math.sqrt(whole[feature[0]])
        return rows

    def of_word(self, word: str) -> int | None:
        """The column of a word that some example holds."""
        feature = ("word", word)
        return _column(feature) if feature in self.held_by else None

    def _rarity(self, feature: Feature) -> float:
        return math.log(1 + self.examples / self.held_by.get(feature, UNSEEN))


def _features(terms: Sequence[str]) -> Iterator[Feature]:
    for term in terms:
        yield "word", term
        whole = f"^{term}$"
        for size in PIECES:
            for start in range(len(whole) - size + 1):
                yield "piece", whole[start : start + size]
    for one, two in itertools.pairwise(terms):
        yield "pair", f"{one} {two}"


def _column(feature: Feature) -> int:
    return zlib.crc32(" ".join(feature).encode()) % SIZE


def normed(rows: Any) -> Matrix:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
