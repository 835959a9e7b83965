"""An agent's presence: one row each, owned by the server, timed, changed only by compare-and-set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from agent_desktop.models import agent_presence
from runtime import event_log
from runtime.db import insert_into

State = Literal["not_ready", "ready", "offered", "talking", "wrap_up"]

NEXT: dict[State, frozenset[State]] = {
    "not_ready": frozenset({"ready", "talking"}),
    "ready": frozenset({"not_ready", "offered", "talking"}),
    "offered": frozenset({"ready", "not_ready", "talking"}),
    "talking": frozenset({"wrap_up", "not_ready"}),
    "wrap_up": frozenset({"ready", "not_ready"}),
}
"""What may follow what; everything else is misuse."""

AT_WORK: tuple[State, ...] = ("ready", "offered", "talking", "wrap_up")

GONE_S = 10
"""An agent without an open page for so long is not offered callers any more."""


@dataclass(frozen=True)
class Presence:
    """`until` is when wrap-up ends by itself; `desk_call_id` names the call that is talked or wrapped up."""

    agent_id: str
    state: State
    since: datetime
    reason: str | None = None
    until: datetime | None = None
    extended: bool = False
    gone_since: datetime | None = None
    desk_call_id: str | None = None


def sign_on(conn: Connection, now: datetime, agent_id: str) -> None:
    """Makes the row of an agent who has none: not ready."""
    row = {"agent_id": agent_id, "state": "not_ready", "since": now}
    conn.execute(insert_into(conn, agent_presence).values(row).on_conflict_do_nothing())


def get(conn: Connection, agent_id: str) -> Presence | None:
    """None for an agent who has never signed on."""
    row = conn.execute(select(agent_presence).where(agent_presence.c.agent_id == agent_id)).mappings().first()
    return Presence(**row) if row else None


def all_of(conn: Connection, state: State) -> list[Presence]:
    """Everybody in that state, whether a page is open or not."""
    rows = conn.execute(select(agent_presence).where(agent_presence.c.state == state)).mappings()
    return [Presence(**row) for row in rows]


def move(
    conn: Connection,
    now: datetime,
    agent_id: str,
    before: tuple[State, ...],
    after: State,
    *,
    reason: str | None = None,
    until: datetime | None = None,
    desk_call_id: str | None = None,
) -> bool:
    """To `after` from one of `before`; False, and nothing changed, when the agent is in none of them.

    Raises ValueError for a change that NEXT does not allow.
    """
    if any(after not in NEXT[state] for state in before):
        raise ValueError(f"{sorted(before)} -> {after} is no transition")
    marks = {"state": after, "since": now, "reason": reason, "until": until, "desk_call_id": desk_call_id}
    if not _set(conn, agent_id, before, {**marks, "extended": False}):
        return False
    event_log.append(conn, now, "presence_changed", actor=agent_id, data={"state": after, "reason": reason})
    return True


def extend(conn: Connection, now: datetime, agent_id: str, seconds: int) -> bool:
    """Once per wrap-up, and only in it."""
    found = get(conn, agent_id)
    if found is None or found.until is None or found.extended:
        return False
    marks = {"until": found.until + timedelta(seconds=seconds), "extended": True}
    if not _set(conn, agent_id, ("wrap_up",), marks):
        return False
    event_log.append(conn, now, "presence_changed", actor=agent_id, data={"state": "wrap_up", "extended": True})
    return True


def page_opened(conn: Connection, now: datetime, agent_id: str) -> None:
    sign_on(conn, now, agent_id)
    conn.execute(update(agent_presence).where(agent_presence.c.agent_id == agent_id).values(gone_since=None))


def page_closed(conn: Connection, now: datetime, agent_id: str) -> None:
    """The agent's last open page is gone; GONE_S later nobody is there to be offered a caller."""
    conn.execute(update(agent_presence).where(agent_presence.c.agent_id == agent_id).values(gone_since=now))


def sign_off_the_gone(conn: Connection, now: datetime) -> int:
    """Ready agents without an open page become not ready; how many did."""
    late = now - timedelta(seconds=GONE_S)
    gone = [p for p in all_of(conn, "ready") if p.gone_since is not None and p.gone_since <= late]
    return sum(move(conn, now, p.agent_id, ("ready",), "not_ready", reason="page_closed") for p in gone)


def _set(conn: Connection, agent_id: str, before: tuple[State, ...], marks: dict[str, Any]) -> bool:
    mine = (agent_presence.c.agent_id == agent_id, agent_presence.c.state.in_(before))
    return bool(conn.execute(update(agent_presence).where(*mine).values(marks)).rowcount == 1)
