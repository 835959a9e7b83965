"""Dialogue sessions and the replies they gave, one row lock per call. Written for the path of every webhook: no ORM."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ivr.session import Session
from runtime.models import dialogue_sessions, turn_replies
from runtime.prepared import Prepared

_OF_CALL = dialogue_sessions.c.call_id == bindparam("call")
_FIND = select(dialogue_sessions.c.version, dialogue_sessions.c.wait, dialogue_sessions.c.state).where(_OF_CALL)
_LOCK = Prepared(_FIND)
_LOCK_ROW = Prepared(_FIND.with_for_update())
_OPEN = {
    "sqlite": sqlite.insert(dialogue_sessions).on_conflict_do_nothing(index_elements=["call_id"]),
    "postgresql": postgresql.insert(dialogue_sessions).on_conflict_do_nothing(index_elements=["call_id"]),
}
_SAVED_NAMES = ("version", "wait", "state", "updated_at")
_SAVE = Prepared(
    update(dialogue_sessions)
    .where(_OF_CALL, dialogue_sessions.c.version == bindparam("read_version"))
    .values({name: bindparam(f"new_{name}") for name in _SAVED_NAMES})
)
_REPLY = select(turn_replies.c.body).where(
    turn_replies.c.call_id == bindparam("call"),
    turn_replies.c.wait == bindparam("over"),
    turn_replies.c.digest == bindparam("parameters"),
)
_KEEP = Prepared(turn_replies.insert(), ("call_id", "wait", "digest", "body"))


class StaleSession(Exception):
    """The session was saved by somebody else after it was read: this turn must not count."""


@dataclass(frozen=True)
class Saved:
    """A session as stored; `wait` is the number of the wait that is open, `state` its JSON."""

    version: int
    wait: int
    state: str

    def session(self) -> Session:
        """Raises ValueError when this version of the program cannot read it."""
        return Session.from_json(json.loads(self.state))


def lock(conn: Connection, call_id: str) -> Saved | None:
    """The session of a call, nobody else's until this transaction ends; None when the call has none."""
    # SQLite: BEGIN IMMEDIATE holds the lock already.
    query = _LOCK if conn.dialect.name == "sqlite" else _LOCK_ROW
    row = query.run(conn, {"call": call_id}).first()
    return None if row is None else Saved(row.version, row.wait, row.state)


def read(conn: Connection, call_id: str) -> Saved | None:
    """The session of a call as it is now, without a lock."""
    row = _LOCK.run(conn, {"call": call_id}).first()
    return None if row is None else Saved(row.version, row.wait, row.state)


def open_session(conn: Connection, now: datetime, call_id: str, session: Session) -> Saved:
    """Store a call's first session, unless it has one by now, and lock what is there."""
    row = {"call_id": call_id, "version": 0, "wait": session.wait.number, "state": _encode(session), "updated_at": now}
    conn.execute(_OPEN[conn.dialect.name], row)
    saved = lock(conn, call_id)
    if saved is None:
        raise StaleSession(f"the session of call {call_id} is gone")
    return saved


def save(conn: Connection, now: datetime, call_id: str, read: Saved, session: Session) -> None:
    """Put `session` in the place of `read`. Raises StaleSession."""
    values = {
        "call": call_id,
        "read_version": read.version,
        "new_version": read.version + 1,
        "new_wait": session.wait.number,
        "new_state": _encode(session),
        "new_updated_at": now,
    }
    if _SAVE.run(conn, values).rowcount != 1:
        raise StaleSession(f"the session of call {call_id} is no longer at version {read.version}")


def reply_given(conn: Connection, call_id: str, wait: int, digest: str) -> bytes | None:
    """The bytes that answered this very webhook, None when it did not come before."""
    body: bytes | None = conn.execute(
        _REPLY, {"call": call_id, "over": wait, "parameters": digest}
    ).scalar_one_or_none()
    return body


def keep_reply(conn: Connection, call_id: str, wait: int, digest: str, body: bytes) -> None:
    """Remember what this webhook was answered with."""
    _KEEP.run(conn, {"call_id": call_id, "wait": wait, "digest": digest, "body": body})


def _encode(session: Session) -> str:
    return json.dumps(session.to_json(), ensure_ascii=False, separators=(",", ":"))
