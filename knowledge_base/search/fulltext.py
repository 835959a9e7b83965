"""The databases' own full-text search over `search_documents.words`: which services hold any of some terms."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

_LOCK = 0x5EA2
_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fulltext "
    'USING fts5(code UNINDEXED, words, tokenize = "unicode61 remove_diacritics 0")'
)
_POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS ix_search_documents_words ON search_documents USING gin (to_tsvector('simple', words))"
)
_FIND = {
    "sqlite": "SELECT code FROM search_fulltext WHERE search_fulltext MATCH :words",
    "postgresql": "SELECT code FROM search_documents WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :words)",
}


def prepare(conn: Connection) -> None:
    """Make what the database needs besides the tables. On PostgreSQL one process at a time goes on from here."""
    if conn.dialect.name == "sqlite":
        conn.execute(text(_SQLITE))
        return
    conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    conn.execute(text(_POSTGRESQL))


def fill(conn: Connection) -> None:
    """Bring the full-text index in line with `search_documents`; PostgreSQL does so by itself."""
    if conn.dialect.name == "sqlite":
        conn.execute(text("DELETE FROM search_fulltext"))
        conn.execute(text("INSERT INTO search_fulltext (code, words) SELECT code, words FROM search_documents"))


def holding_any(conn: Connection, terms: Sequence[str]) -> list[str]:
    """Codes of services that hold at least one of `terms` (one or more), in no order."""
    quote, either = ('"', " OR ") if conn.dialect.name == "sqlite" else ("'", " | ")
    words = either.join(f"{quote}{term.replace(quote, '')}{quote}" for term in terms)
    return list(conn.execute(text(_FIND[conn.dialect.name]), {"words": words}).scalars())
