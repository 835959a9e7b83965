"""The search over what a database's index holds: each process learns it once, and again when it has changed."""

import threading

from sqlalchemy import Connection, select

from knowledge_base.search import meaning
from knowledge_base.search.examples import Example
from knowledge_base.search.finder import Finder, Hit
from knowledge_base.search.indexing import kept_vectors
from knowledge_base.search.models import search_documents

MOST_FINDERS = 2

_finders: dict[str, Finder] = {}
_learning = threading.Lock()


def search(conn: Connection, text: str, language: str | None = None, limit: int = 5) -> list[Hit]:
    """At most `limit` services that `text` may mean, best first; none when it is about something else.

    The words of both languages are understood whatever `language` is, because callers mix them.
    """
    found = finder(conn)
    return found.find(text, limit) if found else []


def finder(conn: Connection) -> Finder | None:
    """What was learned from this database's index; None when nothing was indexed."""
    stamp = conn.execute(select(search_documents.c.stamp).limit(1)).scalar()
    if stamp is None:
        return None
    ready = _finders.get(stamp)
    if ready:
        return ready
    with _learning:
        if stamp not in _finders:
            while len(_finders) >= MOST_FINDERS:
                del _finders[next(iter(_finders))]
            _finders[stamp] = _learned(conn)
        return _finders[stamp]


def _learned(conn: Connection) -> Finder:
    rows = conn.execute(select(search_documents).order_by(search_documents.c.code))
    found = [Example(row.code, text, own) for row in rows for text, own in row.texts]
    embedding = meaning.installed()
    return Finder(found, embedding, kept_vectors(conn) if embedding else {})
