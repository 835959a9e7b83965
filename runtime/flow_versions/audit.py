"""Who moved which alias where, when and why. Rows are added and never changed; the database itself refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, desc, select

from ivr.numbers import LIVE
from runtime.models import flow_audit

Kind = Literal["published", "rolled_back", "scheduled", "cancelled", "refused", "overridden", "imported", "renewed"]
MOVES = ("published", "rolled_back", "renewed")
"""The kinds that moved an alias. `renewed`: the same flows with today's service definitions, by a start.
`refused`: a publication that was due and could not be."""
MOST = 500


@dataclass(frozen=True)
class Entry:
    """`moved_from` is where the alias stood; `golden_calls` the digest of those that the revision was judged by."""

    id: int
    at: datetime
    kind: str
    alias: str
    revision: str
    moved_from: str | None
    golden_calls: str | None
    person: str
    why: str


def append(
    conn: Connection,
    now: datetime,
    kind: Kind,
    person: str,
    why: str,
    revision: str,
    *,
    alias: str = LIVE,
    moved_from: str | None = None,
    golden_calls: str | None = None,
) -> None:
    row = {"at": now, "kind": kind, "person": person, "why": why, "revision": revision, "alias": alias}
    conn.execute(flow_audit.insert().values(**row, moved_from=moved_from, golden_calls=golden_calls))


def entries(conn: Connection, most: int = MOST) -> list[Entry]:
    """The newest first."""
    rows = conn.execute(select(flow_audit).order_by(desc(flow_audit.c.id)).limit(most)).mappings()
    return [Entry(**row) for row in rows]


def golden_calls_of(conn: Connection, revision: str) -> str | None:
    """The digest of the golden calls that the revision was last published, planned or imported with."""
    with_calls = (flow_audit.c.revision == revision, flow_audit.c.golden_calls.is_not(None))
    newest = select(flow_audit.c.golden_calls).where(*with_calls).order_by(desc(flow_audit.c.id)).limit(1)
    return conn.execute(newest).scalar_one_or_none()


def lives(conn: Connection) -> list[str]:
    """The revisions that have answered calls, the newest first, each once."""
    moves = (flow_audit.c.alias == LIVE, flow_audit.c.kind.in_(MOVES))
    found = conn.execute(select(flow_audit.c.revision).where(*moves).order_by(desc(flow_audit.c.id))).scalars()
    return list(dict.fromkeys(found))


def last_move(conn: Connection, alias: str = LIVE) -> Entry | None:
    """What brought the alias where it stands."""
    moves = (flow_audit.c.alias == alias, flow_audit.c.kind.in_(MOVES))
    row = conn.execute(select(flow_audit).where(*moves).order_by(desc(flow_audit.c.id)).limit(1)).mappings().first()
    return Entry(**row) if row is not None else None


def decided_here(conn: Connection, outside: str) -> bool:
    """Whether anybody but `outside` has ever published or rolled back."""
    own = (flow_audit.c.alias == LIVE, flow_audit.c.kind.in_(("published", "rolled_back")))
    return (
        conn.execute(select(flow_audit.c.id).where(*own, flow_audit.c.person != outside).limit(1)).first() is not None
    )
