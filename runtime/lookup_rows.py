"""The rows of slow lookups: one for each wait of a call, a claim that runs out, and the first result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, tuple_, update

from runtime.models import lookups

Key = tuple[str, int]
"""Call and wait number."""


@dataclass(frozen=True)
class Found:
    """`until`: nobody waits longer. `result` is None while there is none."""

    until: datetime
    claimed_until: datetime
    result: str | None


def open_row(conn: Connection, key: Key, until: datetime, claimed_until: datetime) -> None:
    conn.execute(lookups.insert().values(call_id=key[0], wait=key[1], until=until, claimed_until=claimed_until))


def find(conn: Connection, key: Key) -> Found | None:
    query = select(lookups.c.until, lookups.c.claimed_until, lookups.c.result)
    row = conn.execute(query.where(*_of(key))).first()
    return None if row is None else Found(*row)


def take_over(conn: Connection, key: Key, seen: datetime, claimed_until: datetime) -> bool:
    """False when somebody else has it by now. `seen` is the claim that has run out."""
    unclaimed = (*_of(key), lookups.c.claimed_until == seen, lookups.c.result.is_(None))
    return conn.execute(update(lookups).where(*unclaimed).values(claimed_until=claimed_until)).rowcount == 1


def renew(conn: Connection, keys: Iterable[Key], claimed_until: datetime) -> None:
    mine = tuple_(lookups.c.call_id, lookups.c.wait).in_(list(keys))
    conn.execute(update(lookups).where(mine, lookups.c.result.is_(None)).values(claimed_until=claimed_until))


def keep(conn: Connection, key: Key, result: str) -> bool:
    """False when there is a result already."""
    first = (*_of(key), lookups.c.result.is_(None))
    return conn.execute(update(lookups).where(*first).values(result=result)).rowcount == 1


def forget(conn: Connection, before: datetime) -> int:
    """Deletes what nobody waits for any more; how many."""
    return conn.execute(delete(lookups).where(lookups.c.until < before)).rowcount


def _of(key: Key) -> tuple[ColumnElement[bool], ...]:
    return (lookups.c.call_id == key[0], lookups.c.wait == key[1])
