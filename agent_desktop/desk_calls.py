"""One accepted caller at one agent's desk: its row and its changes by compare-and-set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from agent_desktop.follow_ups import FollowUp
from agent_desktop.models import desk_calls
from agent_desktop.queueing import Entry

State = Literal["connecting", "bridging", "talking", "lost", "ended"]

LIVE: tuple[State, ...] = ("connecting", "bridging", "talking", "lost")
ANSWER_S = 20
"""The agent's leg must have joined so long after accepting."""
BRIDGE_S = 10
"""The caller is sent for again when not in the conference so long after the agent joined."""
RING_S = 40
"""A caller who is rung back must have answered so long after the agent joined; the carrier itself rings for 30 s."""
RECALL_S = 30
"""A lost agent is called again for so long; then the caller goes back to the head of the queue."""


@dataclass(frozen=True)
class DeskCall:
    """`connecting`: the agent's leg is called; `bridging`: it has joined, the caller is brought; `talking`; `lost`: the
    agent's leg is gone, the caller hears music and the agent is called again until `deadline`; `ended`. With `calls_back`
    the house rings the caller, whose leg is `caller_leg`, and `entry_id` names the follow-up that it is for."""

    id: str
    entry_id: str
    call_id: str
    wait: int
    queue: str
    agent_id: str
    state: State
    accepted_at: datetime
    since: datetime
    deadline: datetime | None
    agent_leg: str | None
    caller_joined: bool
    on_telephone: bool
    calls_back: bool
    caller_leg: str | None
    ended_at: datetime | None
    ended_by: str | None
    wrap_up_code: str | None
    wrap_up_note: str | None


def open_for(conn: Connection, now: datetime, id: str, entry: Entry, agent_id: str, on_telephone: bool) -> None:
    """`on_telephone`: the agent answers on a telephone number, whose hanging up is meant."""
    row = {
        "id": id,
        "entry_id": entry.id,
        "call_id": entry.call_id,
        "wait": entry.wait,
        "queue": entry.queue,
        "agent_id": agent_id,
        "state": "connecting",
        "accepted_at": now,
        "since": now,
        "deadline": now + timedelta(seconds=ANSWER_S),
        "on_telephone": on_telephone,
    }
    conn.execute(desk_calls.insert().values(row))


def open_back_for(conn: Connection, now: datetime, id: str, owed: FollowUp, agent_id: str, on_telephone: bool) -> None:
    """The agent's leg is called first; then the caller is rung."""
    row = {
        "id": id,
        "entry_id": owed.id,
        "call_id": owed.call_id,
        "wait": 0,
        "queue": owed.queue,
        "agent_id": agent_id,
        "state": "connecting",
        "accepted_at": now,
        "since": now,
        "deadline": now + timedelta(seconds=ANSWER_S),
        "on_telephone": on_telephone,
        "calls_back": True,
    }
    conn.execute(desk_calls.insert().values(row))


def get(conn: Connection, id: str) -> DeskCall | None:
    return _first(conn, desk_calls.c.id == id)


def live_of_call(conn: Connection, call_id: str) -> DeskCall | None:
    return _first(conn, desk_calls.c.call_id == call_id, desk_calls.c.state.in_(LIVE))


def live_of_agent(conn: Connection, agent_id: str) -> DeskCall | None:
    return _first(conn, desk_calls.c.agent_id == agent_id, desk_calls.c.state.in_(LIVE))


def latest_of(conn: Connection, call_id: str, agent_id: str) -> DeskCall | None:
    """The last time this agent had this caller, live or over."""
    mine = (desk_calls.c.call_id == call_id, desk_calls.c.agent_id == agent_id)
    row = conn.execute(select(desk_calls).where(*mine).order_by(desk_calls.c.accepted_at.desc())).mappings().first()
    return DeskCall(**row) if row else None


def past_deadline(conn: Connection, now: datetime) -> list[DeskCall]:
    late = (desk_calls.c.state.in_(LIVE), desk_calls.c.deadline <= now)
    return [DeskCall(**row) for row in conn.execute(select(desk_calls).where(*late)).mappings()]


def change(conn: Connection, id: str, before: tuple[State, ...], **marks: Any) -> bool:
    """Compare-and-set; False when the call was in none of `before`."""
    mine = (desk_calls.c.id == id, desk_calls.c.state.in_(before))
    return bool(conn.execute(update(desk_calls).where(*mine).values(marks)).rowcount == 1)


def _first(conn: Connection, *conditions: Any) -> DeskCall | None:
    row = conn.execute(select(desk_calls).where(*conditions)).mappings().first()
    return DeskCall(**row) if row else None
