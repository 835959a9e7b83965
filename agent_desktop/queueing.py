"""Callers who wait: our rows decide who is next, the carrier's queue is only a waiting room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from agent_desktop import acd, presence
from agent_desktop.models import queue_entries
from agent_desktop.row_order import take_turn
from runtime import event_log
from runtime.db import insert_into

STILL_QUEUED = ("waiting", "offered")


@dataclass(frozen=True)
class Entry:
    """A caller's place. `state`: waiting, offered (to `agent_id` until `expires_at`), accepted, done, left or abandoned. `offer`: what
    a key gives instead of waiting; `left_for`: which of these the caller chose. `announce`: position, wait, every_s."""

    id: str
    call_id: str
    wait: int
    queue: str
    skills: list[str]
    priority: int
    language: str
    service: str | None
    state: str
    queued_at: datetime
    requeues: int
    offer: dict[str, str]
    announce: dict[str, Any]
    left_for: str | None
    offer_id: str | None
    agent_id: str | None
    expires_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Wish:
    """What a flow asks for when it queues a call; `wait` is the dialogue's wait that ends when the caller leaves. `returning`: to
    the place that the call had in this queue before."""

    call_id: str
    wait: int
    queue: str
    language: str
    skills: tuple[str, ...] = ()
    priority: int = 0
    service: str | None = None
    offer: Mapping[str, str] = field(default_factory=dict)
    announce: Mapping[str, Any] = field(default_factory=dict)
    returning: bool = False


def enqueue(conn: Connection, now: datetime, entry_id: str, wish: Wish) -> bool:
    """False when this wait of the call has its place already: the same turn told twice."""
    take_turn(conn)
    row = {
        "id": entry_id,
        "call_id": wish.call_id,
        "wait": wish.wait,
        "queue": wish.queue,
        "skills": list(wish.skills),
        "priority": wish.priority,
        "language": wish.language,
        "service": wish.service,
        "state": "waiting",
        "queued_at": _first_queued(conn, wish) or now if wish.returning else now,
        "offer": dict(wish.offer),
        "announce": dict(wish.announce),
    }
    statement = insert_into(conn, queue_entries).values(row).on_conflict_do_nothing().returning(queue_entries.c.id)
    if conn.execute(statement).first() is None:
        return False
    event_log.append(conn, now, "caller_queued", call_id=wish.call_id, data={"queue_id": entry_id, "queue": wish.queue})
    return True


def get(conn: Connection, entry_id: str) -> Entry | None:
    return _first(conn, queue_entries.c.id == entry_id)


def of_call(conn: Connection, call_id: str) -> Entry | None:
    """The call's present place: waiting or offered."""
    return _first(conn, queue_entries.c.call_id == call_id, queue_entries.c.state.in_(STILL_QUEUED))


def of_wait(conn: Connection, call_id: str, wait: int) -> Entry | None:
    """The place of one wait of the dialogue, over or not."""
    return _first(conn, queue_entries.c.call_id == call_id, queue_entries.c.wait == wait)


def waiting(conn: Connection) -> list[Entry]:
    """Everybody who has not been accepted yet, next first."""
    rows = conn.execute(select(queue_entries).where(queue_entries.c.state.in_(STILL_QUEUED))).mappings()
    entries = {row["id"]: Entry(**row) for row in rows}
    order = acd.in_order(acd.Waiting(e.id, e.queued_at, e.priority, e.requeues) for e in entries.values())
    return [entries[place.entry_id] for place in order]


def position(conn: Connection, entry: Entry) -> int:
    """1 for who is next."""
    return 1 + [other.id for other in waiting(conn)].index(entry.id)


def is_staffed(conn: Connection) -> bool:
    """Whether anybody takes calls at present."""
    return any(presence.all_of(conn, state) for state in presence.AT_WORK)


def end(conn: Connection, now: datetime, entry: Entry, before: Collection[str], after: str) -> bool:
    """Compare-and-set of a place that is over: done, left or abandoned. False when it was not in `before`."""
    marks = {"state": after, "ended_at": now, "offer_id": None, "expires_at": None}
    return change(conn, entry.id, before, marks)


def leave(conn: Connection, now: datetime, entry: Entry, left_for: str | None) -> bool:
    """The caller goes on in the flow. False when an agent or the end of the call was faster."""
    marks = {"state": "left", "left_for": left_for, "ended_at": now, "offer_id": None, "expires_at": None}
    return change(conn, entry.id, STILL_QUEUED, marks)


def change(conn: Connection, entry_id: str, before: Collection[str], marks: dict[str, Any]) -> bool:
    mine = (queue_entries.c.id == entry_id, queue_entries.c.state.in_(before))
    return bool(conn.execute(update(queue_entries).where(*mine).values(marks)).rowcount == 1)


def _first_queued(conn: Connection, wish: Wish) -> datetime | None:
    mine = (
        queue_entries.c.call_id == wish.call_id,
        queue_entries.c.queue == wish.queue,
        queue_entries.c.state == "left",
    )
    query = select(queue_entries.c.queued_at).where(*mine).order_by(queue_entries.c.wait.desc()).limit(1)
    return conn.execute(query).scalar_one_or_none()


def _first(conn: Connection, *conditions: Any) -> Entry | None:
    row = conn.execute(select(queue_entries).where(*conditions)).mappings().first()
    return Entry(**row) if row else None
