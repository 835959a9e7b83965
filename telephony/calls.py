"""The rows of calls: opened once per carrier's sid, closed once."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, select, update

from runtime import event_log
from runtime.db import Database, insert_into
from telephony.models import calls
from telephony.twilio.requests import Caller

WEEK = timedelta(days=7)
LONGEST = timedelta(hours=4)
"""A carrier's own limit for a call."""


def call_id(secret: str, sid: str) -> str:
    """Our own name of a call: the same for the same sid, and unguessable."""
    return hmac.new(secret.encode(), sid.encode(), hashlib.sha256).hexdigest()[:32]


def open_call(conn: Connection, now: datetime, id: str, sid: str, caller: Caller, to: str) -> bool:
    """True when this webhook is the first to tell of the call."""
    row = {
        "id": id,
        "sid": sid,
        "from_number": caller.number,
        "to_number": to[:64],
        "mobile": caller.mobile,
        "status": "in-progress",
        "started_at": now,
    }
    statement = insert_into(conn, calls).values(row).on_conflict_do_nothing().returning(calls.c.id)
    opened = conn.execute(statement).first() is not None
    if opened:
        event_log.append(conn, now, "call_started", call_id=id)
    return opened


def keep_revision(conn: Connection, id: str, flow: str, revision: str) -> None:
    """Written in the transaction that opens the dialogue: the proof of what the caller was answered with."""
    conn.execute(update(calls).where(calls.c.id == id).values(flow=flow, revision=revision))


def answered(conn: Connection) -> dict[str, int]:
    """How many calls each revision has answered."""
    query = select(calls.c.revision, func.count()).where(calls.c.revision.is_not(None)).group_by(calls.c.revision)
    return {row[0]: row[1] for row in conn.execute(query)}


def close_call(conn: Connection, now: datetime, id: str, status: str, duration_s: int) -> bool:
    """False when it was closed before, or is not known."""
    open_row = (calls.c.id == id, calls.c.ended_at.is_(None))
    marks = {"status": status[:16], "ended_at": now, "duration_s": duration_s}
    if conn.execute(update(calls).where(*open_row).values(marks)).rowcount != 1:
        return False
    event_log.append(conn, now, "call_ended", call_id=id, data={"status": status[:16], "duration_s": duration_s})
    return True


def of_sid(conn: Connection, sid: str) -> str | None:
    """The call whose caller is on that leg now."""
    return conn.execute(select(calls.c.id).where(calls.c.sid == sid)).scalar_one_or_none()


def move(conn: Connection, id: str, sid: str) -> None:
    """From now on the caller is on another leg."""
    conn.execute(update(calls).where(calls.c.id == id).values(sid=sid))


def is_open(conn: Connection, id: str) -> bool:
    return conn.execute(select(calls.c.id).where(calls.c.id == id, calls.c.ended_at.is_(None))).first() is not None


def calls_this_week(conn: Connection, number: str, now: datetime) -> int:
    """How often this number has called in the last seven days, this call not counted."""
    if not number:
        return 0
    recent = (calls.c.from_number == number, calls.c.started_at > now - WEEK)
    return int(conn.execute(select(func.count()).select_from(calls).where(*recent)).scalar_one())


def get(conn: Connection, id: str) -> Row[tuple[object, ...]] | None:
    return conn.execute(select(calls).where(calls.c.id == id)).first()


def is_on_line(conn: Connection, id: str, now: datetime) -> bool:
    """Whether the caller has not hung up yet; a call whose end was never told is over after LONGEST."""
    live = (calls.c.id == id, calls.c.ended_at.is_(None), calls.c.started_at > now - LONGEST)
    return conn.execute(select(calls.c.id).where(*live)).first() is not None


def number_of(conn: Connection, id: str) -> str:
    """The caller's number in E.164; "" for an anonymous caller or an unknown call."""
    return conn.execute(select(calls.c.from_number).where(calls.c.id == id)).scalar_one_or_none() or ""


def dialled_number(conn: Connection, id: str) -> str:
    """The number that the caller dialled; "" for an unknown call."""
    return conn.execute(select(calls.c.to_number).where(calls.c.id == id)).scalar_one_or_none() or ""


def keep_recording(database: Database, now: datetime, id: str, recording_sid: str) -> None:
    """Remembers the recording of the caller's leg; the log entry gives consent and speech their offset in it."""
    with database.begin() as conn:
        conn.execute(update(calls).where(calls.c.id == id).values(recording_sid=recording_sid))
        event_log.append(conn, now, "recording_started", call_id=id, data={"recording": recording_sid})
