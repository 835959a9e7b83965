"""What the phone door asks of the desk: a waiting caller's place, and whose leg may join which call."""

from __future__ import annotations

from sqlalchemy import Connection

from agent_desktop import desk_calls, queueing
from telephony.wait_document import QueueState


def ask_queue(conn: Connection, call_id: str) -> QueueState | None:
    """What the queue's wait document may say; None for a caller who does not wait any more."""
    entry = queueing.of_call(conn, call_id)
    if entry is None:
        return None
    return QueueState(queueing.position(conn, entry), queueing.is_staffed(conn), entry.language)


def ask_agent_leg(conn: Connection, key: str) -> str | None:
    """The call that an agent's leg may join by this key; None when that talk is over or never was."""
    call = desk_calls.get(conn, key)
    return call.call_id if call is not None and call.state in desk_calls.LIVE else None
