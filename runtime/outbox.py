"""What must leave the house: written with its cause in one transaction, delivered after the commit, retried with back-off.

What the other side refuses for good, or has not taken after MOST_ATTEMPTS, is given up: it stays, is logged as an alarm, and
waits for a person (`dead_letters`).
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select, update

from runtime import event_log
from runtime.clock import Clock
from runtime.db import Database, insert_into
from runtime.holding import held
from runtime.models import outbox

log = logging.getLogger(__name__)
FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 3600
MOST_ATTEMPTS = 60
"""With these pauses, two days and a few hours."""
ERASED = "until_sent"
"""What a payload holds under this name is erased when it has been delivered."""
ERROR_LENGTH = 500

Delivery = Callable[[dict[str, Any]], None]
_STANDING = (outbox.c.attempts, outbox.c.last_error, outbox.c.due_at, outbox.c.delivered_at, outbox.c.given_up_at)


class NoTaker(LookupError):
    """An outbox kind that nobody delivers: the wiring is wrong."""


class Refused(Exception):
    """Raised by a taker: the other side will not take this, however often it is tried."""


class NotNow(Exception):
    """Raised by a taker: the other side asks for `wait_s` seconds before the next attempt."""

    def __init__(self, text: str, wait_s: int) -> None:
        super().__init__(text)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Attempts:
    """How a delivery stands. `last_error` is None before the first failure and after success."""

    count: int
    last_error: str | None
    due_at: datetime
    delivered_at: datetime | None
    given_up_at: datetime | None


def put(conn: Connection, now: datetime, kind: str, key: str, payload: dict[str, Any]) -> bool:
    """Leave a delivery in the caller's transaction, due at once. False, and nothing written, when `key` is there already."""
    row = {"kind": kind, "key": key, "payload": payload, "created_at": now, "due_at": now}
    statement = (
        insert_into(conn, outbox).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(outbox.c.id)
    )
    return conn.execute(statement).first() is not None


def attempts_of(conn: Connection, key: str) -> Attempts | None:
    """How the delivery under `key` stands, None when there is none."""
    row = conn.execute(select(*_STANDING).where(outbox.c.key == key)).first()
    return Attempts(*row) if row else None


def last_attempts(conn: Connection, key: str) -> Attempts | None:
    """As `attempts_of`, of the newest delivery under `key` or under a longer key that goes on with a colon."""
    under = or_(outbox.c.key == key, outbox.c.key.between(f"{key}:", f"{key};"))
    row = conn.execute(select(*_STANDING).where(under).order_by(outbox.c.id.desc()).limit(1)).first()
    return Attempts(*row) if row else None


def deliver_due(
    database: Database,
    clock: Clock,
    deliveries: Mapping[str, Delivery],
    limit: int = 20,
    *,
    only: Collection[str] = (),
    without: Collection[str] = (),
) -> int:
    """Attempt what is due, at most `limit` rows, each outside any transaction; how many succeeded. `only` and `without`
    are kinds: what may be slow is delivered by a thread of its own.

    A delivery fails by raising: the row keeps the error and waits 5 s, 10 s, 20 s ... at most an hour. Two attempts never
    overlap, however long one takes. A process that dies lets its row go: the next attempt is due after the same wait, so a
    taker must bear the same payload twice.
    """
    due = _due(database, clock.now(), limit, only, without)
    return sum(_deliver(database, clock, number, deliveries) for number in due)


def pause_s(attempts: int) -> int:
    """Seconds to wait after that many failed attempts (1 or more)."""
    return min(FIRST_PAUSE_S << min(attempts - 1, 20), LONGEST_PAUSE_S)


def _due(
    database: Database, now: datetime, limit: int, only: Collection[str], without: Collection[str]
) -> Sequence[int]:
    kinds = [outbox.c.kind.in_(only)] if only else [outbox.c.kind.not_in(without)] if without else []
    due = select(outbox.c.id).where(*_waiting(now), *kinds).order_by(outbox.c.due_at, outbox.c.id).limit(limit)
    with database.read() as conn:
        return conn.execute(due).scalars().all()


def _deliver(database: Database, clock: Clock, number: int, deliveries: Mapping[str, Delivery]) -> bool:
    with held(database, number) as mine:
        row = _claim(database, clock.now(), number) if mine else None
        return row is not None and _attempt(database, clock, row, deliveries)


def _claim(database: Database, now: datetime, number: int) -> Row[*tuple[Any, ...]] | None:
    """The row as it is attempted now: counted, and due again after the pause, should nobody live to close it."""
    mine = (outbox.c.id == number, *_waiting(now))
    with database.begin() as conn:
        before = conn.execute(select(outbox.c.attempts).where(*mine).with_for_update()).scalar()
        if before is None:
            return None
        marks = {"attempts": before + 1, "due_at": now + timedelta(seconds=pause_s(before + 1))}
        return conn.execute(update(outbox).where(outbox.c.id == number).values(marks).returning(outbox)).one()


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (outbox.c.delivered_at.is_(None), outbox.c.given_up_at.is_(None), outbox.c.due_at <= now)


def _attempt(database: Database, clock: Clock, row: Row[*tuple[Any, ...]], deliveries: Mapping[str, Delivery]) -> bool:
    try:
        _taker(deliveries, row.kind)(row.payload)
    except Exception as error:
        log.exception("delivery %s (%s) failed, attempt %s", row.id, row.kind, row.attempts)
        _put_off(database, clock.now(), row, error)
        return False
    erased = {"payload": {**row.payload, ERASED: None}} if ERASED in row.payload else {}
    with database.begin() as conn:
        _close(conn, row, {"delivered_at": clock.now(), "last_error": None, **erased})
    return True


def _put_off(database: Database, now: datetime, row: Row[*tuple[Any, ...]], error: Exception) -> None:
    final = isinstance(error, Refused) or row.attempts >= MOST_ATTEMPTS
    wait_s = error.wait_s if isinstance(error, NotNow) else 0
    due = now + timedelta(seconds=min(max(pause_s(row.attempts), wait_s), LONGEST_PAUSE_S))
    with database.begin() as conn:
        marks = {"due_at": due, "last_error": _describe(error), "given_up_at": now if final else None}
        if _close(conn, row, marks) and final:
            told = {"outbox": row.id, "kind": row.kind, "attempts": row.attempts, "error": type(error).__name__}
            subject = {name: row.payload.get(name) for name in ("call_id", "case_id")}
            event_log.append(conn, now, "delivery_given_up", **subject, data=told)


def _taker(deliveries: Mapping[str, Delivery], kind: str) -> Delivery:
    if kind not in deliveries:
        raise NoTaker(f"nobody delivers {kind}")
    return deliveries[kind]


def _close(conn: Connection, row: Row[*tuple[Any, ...]], marks: dict[str, Any]) -> bool:
    """False when another attempt has begun meanwhile: the database had lost the connection that held the row."""
    mine = (outbox.c.id == row.id, outbox.c.attempts == row.attempts)
    return bool(conn.execute(update(outbox).where(*mine).values(marks)).rowcount == 1)


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
