"""A caller's words to services, best first: what was learned from the examples, by words and, where an engine is there, by meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ivr.normalising import normalise
from knowledge_base.search.examples import OTHER, Example
from knowledge_base.search.features import Features, Matrix, normed
from knowledge_base.search.judging import BY_MEANING, BY_WORDS
from knowledge_base.search.learning import learn
from knowledge_base.search.meaning import Embedding
from knowledge_base.search.spelling import spelling
from knowledge_base.search.terms import terms
from knowledge_base.search.vectors import Packed, rows
from knowledge_base.search.vocabulary import vocabulary

WORDS, MEANING = 0.8, 0.6  # squares sum to 1
LONGEST_MEANT = 300  # characters; the engine's time grows with them
SAYS_ALL = 1.0  # so that an agency's new sentence is found, whatever else its words are used for
IN_DOUBT = 0.5  # the most that a single word is believed which several services go by
UNLIKELY = 0.02  # beyond the first few, services this unlikely are left out
ALWAYS = 3
MOST_WORDS = 4


@dataclass(frozen=True)
class Hit:
    """`score` is 0 to 1: how likely the service is meant. `why`: the words that speak for it, or what people say that is like it."""

    code: str
    score: float
    why: tuple[str, ...]


class Finder:
    """Learned once from examples; safe for threads. Without `embedding` it goes by the words alone."""

    def __init__(self, found: Sequence[Example], embedding: Embedding | None, known: Mapping[str, Packed]) -> None:
        self._codes = [*dict.fromkeys(example.code for example in found if example.code != OTHER), OTHER]
        self._texts = {code: [example.text for example in found if example.code == code] for code in self._codes}
        said = [terms(example.text) for example in found]
        self._mended = spelling(vocabulary().words() | {term for words in said for term in words})
        self._features = Features.of(said)
        self._embedding = embedding
        self._middle = np.zeros((1, 0), np.float32)
        matrix = self._features.matrix(said)
        if embedding:
            meant = rows(embedding, [as_meant(example.text) for example in found], known)
            self._middle = meant.sum(axis=0, keepdims=True) / max(1, np.any(meant, axis=1).sum())
            matrix = self._joined(matrix, meant)
        labels = [self._codes.index(example.code) for example in found]
        self._weights = learn(matrix, labels, len(self._codes))
        own = zip(found, labels, said, strict=True)
        self._own = [(label, frozenset(words)) for example, label, words in own if example.own]

    def find(self, text: str, limit: int) -> list[Hit]:
        """At most `limit` services that `text` may mean; none when it is about something else."""
        asked = terms(text, self._mended)
        if not asked:
            return []
        row = self._features.matrix([asked])
        if self._embedding:
            row = self._joined(row, self._embedding.vectors([as_meant(text)]))
        *scores, other = (float(score) for score in (row @ self._weights)[0])
        saying_all = self._saying_all(asked)
        for one in saying_all if len(set(asked)) > 1 else ():
            scores[one] += SAYS_ALL
        judge = BY_MEANING if self._embedding else BY_WORDS
        order = sorted(range(len(scores)), key=lambda one: (-scores[one], self._codes[one]))
        if not order or judge.refuses(scores[order[0]], other):
            return []
        best = [*(scores[one] for one in order[:2]), other]
        most = IN_DOUBT if len(set(asked)) == 1 and len(saying_all) > 1 else 1.0
        hits = []
        for place, one in enumerate(order[:limit]):
            likely = judge.likelihood(scores[one], best[1] if place == 0 else best[0], other)
            if place < ALWAYS or likely >= UNLIKELY:
                hits.append(Hit(self._codes[one], round(min(likely, most), 4), self._why(one, asked, row)))
        return hits

    def _saying_all(self, asked: Sequence[str]) -> set[int]:
        """Services of whose own sentences one holds every word that was asked."""
        words = frozenset(asked)
        return {one for one, sentence in self._own if words <= sentence}

    def _joined(self, by_words: Matrix, meant: Matrix) -> Matrix:
        known = np.any(meant, axis=1, keepdims=True)
        return np.concatenate([WORDS * by_words, MEANING * normed((meant - self._middle) * known)], axis=1)

    def _why(self, one: int, asked: Sequence[str], row: Matrix) -> tuple[str, ...]:
        columns = {word: self._features.of_word(word) for word in asked}
        speaks = {w: float(row[0, c] * self._weights[c, one]) for w, c in columns.items() if c is not None}
        words = sorted((word for word in speaks if speaks[word] > 0), key=lambda word: -speaks[word])
        return tuple(words[:MOST_WORDS]) or (self._likest(one, asked),)

    def _likest(self, one: int, asked: Sequence[str]) -> str:
        texts = self._texts[self._codes[one]]
        near = self._features.matrix([terms(text) for text in texts]) @ self._features.matrix([asked])[0]
        return texts[int(near.argmax())]


def as_meant(text: str) -> str:
    """What the engine is given: everyday spellings and the neighbours' words brought to one."""
    return normalise(text, "id")[:LONGEST_MEANT]
