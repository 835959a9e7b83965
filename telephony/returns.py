"""The rows of return calls: a call that ended because the house rings its caller back.

`waiting` until the caller's leg is over; `due` until the outbox rings; `ringing` until somebody answers; then `answered`
or `failed`, and never anything else. Every change is a compare-and-set: whoever comes second changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from runtime import event_log, outbox
from runtime.db import insert_into
from telephony.models import return_calls as rows

HANG_UP = timedelta(seconds=60)
"""So long the news of the first leg's end is waited for."""
RING = timedelta(minutes=5)
"""A call that could not be rung by then would surprise its caller."""
ANSWER = timedelta(seconds=60)
OPEN = ("waiting", "due", "ringing")


@dataclass(frozen=True)
class Return:
    """`deadline` is when the present state has lasted too long; `sid` the leg that answered."""

    call_id: str
    wait: int
    state: str
    deadline: datetime
    sid: str | None


def ask(conn: Connection, now: datetime, call_id: str, wait: int) -> None:
    """The flow wants its caller rung back at this wait; once."""
    row = {"call_id": call_id, "wait": wait, "state": "waiting", "deadline": now + HANG_UP}
    conn.execute(insert_into(conn, rows).values(row).on_conflict_do_nothing())
    event_log.append(conn, now, "return_wanted", call_id=call_id)


def leg_over(conn: Connection, now: datetime, call_id: str) -> bool:
    """The caller's leg has ended. True while a return call is open: then the call itself is not over."""
    found = conn.execute(select(rows).where(rows.c.call_id == call_id, rows.c.state.in_(OPEN))).mappings().first()
    if found is None:
        return False
    if change(conn, call_id, found["wait"], ("waiting",), state="due", deadline=now + RING):
        payload = {"call_id": call_id, "wait": found["wait"]}
        outbox.put(conn, now, "return_call", f"return:{call_id}:{found['wait']}", payload)
    return True


def change(conn: Connection, call_id: str, wait: int, before: Sequence[str], **marks: object) -> bool:
    """False when it was in none of the states `before`."""
    mine = (rows.c.call_id == call_id, rows.c.wait == wait, rows.c.state.in_(before))
    return bool(conn.execute(update(rows).where(*mine).values(marks)).rowcount == 1)


def get(conn: Connection, call_id: str, wait: int) -> Return | None:
    row = conn.execute(select(rows).where(rows.c.call_id == call_id, rows.c.wait == wait)).mappings().first()
    return Return(**row) if row else None


def overdue(conn: Connection, now: datetime) -> list[Return]:
    late = (rows.c.state.in_(OPEN), rows.c.deadline <= now)
    return [Return(**row) for row in conn.execute(select(rows).where(*late)).mappings()]
