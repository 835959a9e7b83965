"""What the phone door tells, by log kind: each taker runs in the webhook's own transaction; and what it asks of the
desk. Wired in app.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agent_desktop import desk_calls, follow_ups, legs, queueing, waiting_time
from telephony import calls
from telephony.wait_document import Announce, CalledBack, QueueState

LEG_IS_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def participant_joined(conn: Connection, now: datetime, call_id: str, data: Mapping[str, Any]) -> None:
    """A leg, `data["sid"]`, is in the call's conference."""
    if _is_caller(conn, call_id, data["sid"]):
        legs.caller_joined(conn, now, call_id)
    else:
        legs.agent_joined(conn, now, call_id, data["sid"])


def participant_left(conn: Connection, now: datetime, call_id: str, data: Mapping[str, Any]) -> None:
    """A leg, `data["sid"]`, is out of the call's conference. A caller who is out has hung up, which `call_ended` tells, or
    was redirected by us: back to the queue, or on to what the flow says next."""
    if not _is_caller(conn, call_id, data["sid"]):
        legs.agent_left(conn, now, call_id, data["sid"])


def leg_changed(conn: Connection, now: datetime, call_id: str, data: Mapping[str, Any]) -> None:
    """A leg that the house has called, an agent's or that of a caller who is rung back, is ringing, answered or over."""
    if data["status"] in LEG_IS_OVER:
        legs.rung_caller_left(conn, now, call_id, data["sid"])
        legs.agent_left(conn, now, call_id, data["sid"])


def call_ended(conn: Connection, now: datetime, call_id: str, data: Mapping[str, Any]) -> None:
    """The caller has hung up."""
    legs.caller_left(conn, now, call_id)


def queue_left(conn: Connection, now: datetime, call_id: str, data: Mapping[str, Any]) -> None:
    """The carrier's queue has let the caller out of the wait `data["wait"]`."""
    legs.queue_left(conn, now, call_id, data["wait"])


EVENT_HANDLERS: Mapping[str, Callable[[Connection, datetime, str, Mapping[str, Any]], None]] = {
    "participant_joined": participant_joined,
    "participant_left": participant_left,
    "leg_changed": leg_changed,
    "call_ended": call_ended,
    "queue_left": queue_left,
}


def ask_queue(conn: Connection, call_id: str) -> QueueState | None:
    """What the queue's wait document may say; None for a caller who does not wait any more."""
    entry = queueing.of_call(conn, call_id)
    if entry is None:
        return None
    place, announce = queueing.position(conn, entry), Announce(**entry.announce)
    minutes = waiting_time.minutes(conn, entry.queue, place) if announce.wait else None
    return QueueState(place, queueing.is_staffed(conn), entry.language, entry.wait, entry.offer, announce, minutes)


def ask_left_for(conn: Connection, call_id: str, wait: int) -> str:
    """What the caller has left that wait of the queue for; "" for nothing."""
    entry = queueing.of_wait(conn, call_id, wait)
    return entry.left_for or "" if entry is not None else ""


def ask_called_back(conn: Connection, key: str) -> CalledBack | None:
    """Whom the caller who is rung back by this key meets; None when nobody waits for them any more."""
    call = desk_calls.get(conn, key)
    if call is None or not call.calls_back or call.state not in desk_calls.LIVE:
        return None
    owed = follow_ups.get(conn, call.entry_id)
    return CalledBack(call.call_id, owed.language if owed is not None else "")


def ask_agent_leg(conn: Connection, key: str) -> str | None:
    """The call that an agent's leg may join by this key; None when that talk is over or never was."""
    call = desk_calls.get(conn, key)
    return call.call_id if call is not None and call.state in desk_calls.LIVE else None


def _is_caller(conn: Connection, call_id: str, sid: str) -> bool:
    row, call = calls.get(conn, call_id), desk_calls.live_of_call(conn, call_id)
    if call is not None and call.calls_back:
        return legs.is_rung_caller(call, sid)
    return row is not None and row._mapping["sid"] == sid
