"""What must leave the house: written with its cause in one transaction, delivered after the commit, retried with back-off."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from runtime.clock import Clock
from runtime.db import Database, insert_into
from runtime.models import outbox

log = logging.getLogger(__name__)
FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 3600
# A delivery must end within its lease: after that another process may take the row, because its owner is thought dead.
LEASE_S = 300
ERASED = "until_sent"
"""What a payload holds under this name is erased when it has been delivered."""
ERROR_LENGTH = 500

Delivery = Callable[[dict[str, Any]], None]


class NoTaker(LookupError):
    """An outbox kind that nobody delivers: the wiring is wrong."""


@dataclass(frozen=True)
class Attempts:
    """How a delivery stands. `last_error` is None before the first failure and after success."""

    count: int
    last_error: str | None
    due_at: datetime
    delivered_at: datetime | None


def put(conn: Connection, now: datetime, kind: str, key: str, payload: dict[str, Any]) -> bool:
    """Leave a delivery in the caller's transaction, due at once. False, and nothing written, when `key` is there already."""
    row = {"kind": kind, "key": key, "payload": payload, "created_at": now, "due_at": now}
    statement = (
        insert_into(conn, outbox).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(outbox.c.id)
    )
    return conn.execute(statement).first() is not None


def attempts_of(conn: Connection, key: str) -> Attempts | None:
    """How the delivery under `key` stands, None when there is none."""
    columns = (outbox.c.attempts, outbox.c.last_error, outbox.c.due_at, outbox.c.delivered_at)
    row = conn.execute(select(*columns).where(outbox.c.key == key)).first()
    return Attempts(*row) if row else None


def deliver_due(database: Database, clock: Clock, deliveries: Mapping[str, Delivery], limit: int = 20) -> int:
    """Attempt what is due, at most `limit` rows, each outside any transaction; how many succeeded.

    A delivery fails by raising: the row keeps the error and waits 5 s, 10 s, 20 s ... at most an hour. It may be
    attempted again after a crash, so a taker must bear the same payload twice; two attempts never overlap.
    """
    claimed = _claim(database, clock.now(), limit)
    return sum(_attempt(database, clock, row, deliveries) for row in claimed)


def pause_s(attempts: int) -> int:
    """Seconds to wait after that many failed attempts (1 or more)."""
    return min(FIRST_PAUSE_S << min(attempts - 1, 20), LONGEST_PAUSE_S)


def _claim(database: Database, now: datetime, limit: int) -> list[Row[*tuple[Any, ...]]]:
    free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)
    due = (
        select(outbox.c.id)
        .where(outbox.c.delivered_at.is_(None), outbox.c.due_at <= now, free)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    with database.begin() as conn:
        ids = conn.execute(due).scalars().all()
        claim = update(outbox).where(outbox.c.id.in_(ids)).returning(outbox)
        marks = {"claimed_until": now + timedelta(seconds=LEASE_S), "attempts": outbox.c.attempts + 1}
        return sorted(conn.execute(claim.values(marks)).all(), key=_position) if ids else []


def _position(row: Row[*tuple[Any, ...]]) -> int:
    return int(row.id)


def _attempt(database: Database, clock: Clock, row: Row[*tuple[Any, ...]], deliveries: Mapping[str, Delivery]) -> bool:
    try:
        _taker(deliveries, row.kind)(row.payload)
    except Exception as error:
        log.exception("delivery %s (%s) failed, attempt %s", row.id, row.kind, row.attempts)
        due = clock.now() + timedelta(seconds=pause_s(row.attempts))
        _close(database, row, {"due_at": due, "last_error": _describe(error)})
        return False
    erased = {"payload": {**row.payload, ERASED: None}} if ERASED in row.payload else {}
    _close(database, row, {"delivered_at": clock.now(), "last_error": None, **erased})
    return True


def _taker(deliveries: Mapping[str, Delivery], kind: str) -> Delivery:
    if kind not in deliveries:
        raise NoTaker(f"nobody delivers {kind}")
    return deliveries[kind]


def _close(database: Database, row: Row[*tuple[Any, ...]], marks: dict[str, Any]) -> None:
    mine = (outbox.c.id == row.id, outbox.c.attempts == row.attempts)
    with database.begin() as conn:
        conn.execute(update(outbox).where(*mine).values({**marks, "claimed_until": None}))


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
