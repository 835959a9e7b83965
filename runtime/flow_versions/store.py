"""The rows: revisions, sets of golden calls, aliases. Everything here is done in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Table, func, select

from ivr.numbers import LIVE
from runtime.db import insert_into
from runtime.flow_versions.sources import Sources, digest_of
from runtime.models import flow_aliases, flow_golden_calls, flow_revisions

# PostgreSQL: whoever moves an alias waits here for whoever is moving one. SQLite has one writer anyway.
LOCK = 0x1063
Row = Mapping[str, object]


def lock(conn: Connection) -> None:
    """From here to the end of the transaction nobody else publishes."""
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(LOCK)))


def keep(conn: Connection, now: datetime, sources: Sources, person: str) -> str | None:
    """Store the revision unless it is there, and its golden calls; the digest of these, None when there are none."""
    told = {"files": sources.flows, "services": sources.services, "agencies": sources.agencies}
    row = {"revision": sources.revision, "sources": told, "kept_at": now, "kept_by": person}
    _insert_once(conn, flow_revisions, row)
    calls = sources.golden_calls
    if not calls:
        return None
    digest = digest_of(calls)
    _insert_once(conn, flow_golden_calls, {"digest": digest, "files": calls})
    return digest


def sources_of(conn: Connection, revision: str, golden_calls: str | None = None) -> Sources | None:
    """What a revision was made of, with the golden calls of that digest; None when it is not kept."""
    query = select(flow_revisions.c.sources).where(flow_revisions.c.revision == revision)
    told = conn.execute(query).scalar_one_or_none()
    if told is None:
        return None
    calls = select(flow_golden_calls.c.files).where(flow_golden_calls.c.digest == golden_calls)
    files = conn.execute(calls).scalar_one_or_none() if golden_calls else None
    return Sources({**told["files"], **(files or {})}, told["services"], told["agencies"])


def beginning_with(conn: Connection, written: str) -> list[str]:
    """The kept revisions whose name begins so."""
    query = select(flow_revisions.c.revision).where(flow_revisions.c.revision.startswith(written, autoescape=True))
    return list(conn.execute(query.limit(2)).scalars())


def revision_at(conn: Connection, alias: str = LIVE) -> str | None:
    query = select(flow_aliases.c.revision).where(flow_aliases.c.name == alias)
    return conn.execute(query).scalar_one_or_none()


def aliases(conn: Connection) -> dict[str, str]:
    """Alias -> revision."""
    return {row.name: row.revision for row in conn.execute(select(flow_aliases.c.name, flow_aliases.c.revision))}


def move(conn: Connection, now: datetime, alias: str, revision: str) -> None:
    moved = {"revision": revision, "moved_at": now}
    row = insert_into(conn, flow_aliases).values(name=alias, **moved)
    conn.execute(row.on_conflict_do_update(index_elements=["name"], set_=moved))


def _insert_once(conn: Connection, table: Table, row: Row) -> None:
    conn.execute(insert_into(conn, table).values(row).on_conflict_do_nothing())
