"""A caller's words to services, best first. The database finds candidates, the score is computed here: both databases agree."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from knowledge_base.search import fulltext
from knowledge_base.search.indexing import NAME
from knowledge_base.search.models import search_documents, search_terms
from knowledge_base.search.spelling import nearest_word
from knowledge_base.search.terms import terms
from knowledge_base.search.vocabulary import vocabulary

WEAK = 0.3
ENOUGH = 0.3


@dataclass(frozen=True)
class Hit:
    """`score` is 0 to 1: how much of what was asked the service is about. `why`: the terms found in it."""

    code: str
    score: float
    why: tuple[str, ...]


def search(conn: Connection, text: str, language: str | None = None, limit: int = 5) -> list[Hit]:
    """At most `limit` services that `text` may mean, best first; none when it is about something else.

    The words of both languages are understood whatever `language` is, because callers mix them.
    """
    documents = {row.term: int(row.documents) for row in conn.execute(select(search_terms))}
    known = vocabulary().words() | documents.keys()
    asked = list(dict.fromkeys(terms(text, lambda word: nearest_word(word, known))))
    telling = [term for term in asked if term in documents]
    if not telling:
        return []
    worth = _worth(asked, documents)
    codes = fulltext.holding_any(conn, telling)
    rows = conn.execute(select(search_documents).where(search_documents.c.code.in_(codes)))
    hits = (_hit(row.code, row.weights, worth) for row in rows)
    good = [hit for hit in hits if hit.score >= ENOUGH and not vocabulary().weak.issuperset(hit.why)]
    return sorted(good, key=lambda hit: (-hit.score, hit.code))[:limit]


def _worth(asked: Sequence[str], documents: Mapping[str, int]) -> dict[str, float]:
    """What each asked term is worth: rare terms more, weak ones less, unknown ones as much as the rarest."""
    weak, most = vocabulary().weak, max(documents.values()) + 1
    return {term: (WEAK if term in weak else 1.0) * (1.0 + math.log(most / documents.get(term, 1))) for term in asked}


def _hit(code: str, weights: Mapping[str, float], worth: Mapping[str, float]) -> Hit:
    found = tuple(term for term in worth if term in weights)
    score = sum(worth[term] * weights[term] / NAME for term in found) / sum(worth.values())
    return Hit(code, round(score, 4), found)
