"""Everything an agent's page shows of presence, offer, call and queue, as one message: a page needs no history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agent_desktop import desk_calls, dialogue, offers, presence, queueing
from agent_desktop.desk_calls import DeskCall
from agent_desktop.follow_up_list import state_of
from agent_desktop.masked import masked_number
from agent_desktop.presence import Presence
from agent_desktop.queue_names import QueueNames, called
from agent_desktop.queueing import Entry
from runtime import event_log
from telephony import calls

CALL_STATES: Mapping[desk_calls.State, str] = {
    "connecting": "connecting",
    "bridging": "connecting",
    "talking": "talking",
    "lost": "connecting",
}


def snapshot(conn: Connection, now: datetime, agent_id: str, queues: QueueNames) -> dict[str, Any]:
    """JSON; times are ISO 8601. `seq` never falls: a page ignores a snapshot older than the one it shows."""
    # Read first: what follows is then at least as new as this number says.
    seq = event_log.last_id(conn)
    mine = presence.get(conn, agent_id) or Presence(agent_id, "not_ready", now)
    entry = offers.of_agent(conn, agent_id)
    call = desk_calls.live_of_agent(conn, agent_id)
    return {
        "seq": seq,
        "server_now": now.isoformat(),
        "presence": {"state": mine.state, "since": mine.since.isoformat(), "reason": mine.reason},
        "offer": _offer(conn, now, entry, queues) if entry else None,
        "call": _call(conn, call) if call else None,
        "wrap_up": _wrap_up(conn, mine),
        "queue": _queue(conn),
        "follow_ups": state_of(conn),
    }


def _offer(conn: Connection, now: datetime, entry: Entry, queues: QueueNames) -> dict[str, Any]:
    known = dialogue.of_call(conn, entry.call_id)
    return {
        "id": entry.offer_id,
        "call_id": entry.call_id,
        "queue": entry.queue,
        "queue_name": called(queues, entry.queue),
        "language": entry.language,
        "waited_s": int((now - entry.queued_at).total_seconds()),
        "expires_at": entry.expires_at.isoformat() if entry.expires_at else None,
        "heard": list(known.said),
        "service": entry.service or known.service,
        "from_masked": masked_number(_from_number(conn, entry.call_id)),
    }


def _call(conn: Connection, call: DeskCall) -> dict[str, Any]:
    row = calls.get(conn, call.call_id)
    return {
        "id": call.call_id,
        "queue": call.queue,
        "since": call.since.isoformat(),
        "state": CALL_STATES[call.state],
        "recording": not call.calls_back and row is not None and row._mapping["recording_sid"] is not None,
        "calls_back": call.calls_back,
    }


def _wrap_up(conn: Connection, mine: Presence) -> dict[str, Any] | None:
    if mine.state != "wrap_up" or mine.until is None or mine.desk_call_id is None:
        return None
    call = desk_calls.get(conn, mine.desk_call_id)
    return {"call_id": call.call_id if call else None, "until": mine.until.isoformat(), "extended": mine.extended}


def _queue(conn: Connection) -> dict[str, Any]:
    entries = queueing.waiting(conn)
    longest = min((entry.queued_at for entry in entries), default=None)
    return {"waiting": len(entries), "longest_since": longest.isoformat() if longest else None}


def _from_number(conn: Connection, call_id: str) -> str:
    row = calls.get(conn, call_id)
    return str(row._mapping["from_number"]) if row is not None else ""
