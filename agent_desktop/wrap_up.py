"""After the talk: a code, a note, a countdown with one extension, and the agent is ready again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from agent_desktop import desk_calls, presence
from agent_desktop.desk_calls import DeskCall
from agent_desktop.refused import Refused
from agent_desktop.row_order import take_turn
from runtime import event_log

WRAP_UP_S = 60
EXTENSION_S = 60
CODES = (
    "answered",
    "filed",
    "complaint",
    "status_given",
    "referred",
    "callback_promised",
    "no_service",
    "dropped",
    "other",
)
"""In the order of the number keys 1-9; their labels are wrap_up.* of this room's catalogue."""
RAN_OUT = "ran_out"


def begin(conn: Connection, now: datetime, call: DeskCall) -> bool:
    until = now + timedelta(seconds=WRAP_UP_S)
    return presence.move(conn, now, call.agent_id, ("talking",), "wrap_up", until=until, desk_call_id=call.id)


def save(conn: Connection, now: datetime, agent_id: str, code: str, note: str) -> None:
    """Ends wrap-up. Raises Refused unknown_code or not_in_wrap_up."""
    take_turn(conn)
    if code not in CODES:
        raise Refused("unknown_code")
    if not _finish(conn, now, agent_id, code, note):
        raise Refused("not_in_wrap_up")


def extend(conn: Connection, now: datetime, agent_id: str) -> None:
    """Raises Refused no_extension: not in wrap-up, or extended before."""
    take_turn(conn)
    if not presence.extend(conn, now, agent_id, EXTENSION_S):
        raise Refused("no_extension")


def end_overdue(conn: Connection, now: datetime) -> int:
    """Wrap-up whose time is over ends without a code; how many did."""
    late = [p for p in presence.all_of(conn, "wrap_up") if p.until is not None and p.until <= now]
    return sum(_finish(conn, now, p.agent_id, RAN_OUT, None) for p in late)


def _finish(conn: Connection, now: datetime, agent_id: str, code: str, note: str | None) -> bool:
    before = presence.get(conn, agent_id)
    if before is None or not presence.move(conn, now, agent_id, ("wrap_up",), "ready"):
        return False
    if before.desk_call_id is None:
        return True
    desk_calls.change(conn, before.desk_call_id, ("ended",), wrap_up_code=code, wrap_up_note=note)
    call = desk_calls.get(conn, before.desk_call_id)
    call_id = call.call_id if call else None
    event_log.append(conn, now, "wrap_up_done", call_id=call_id, actor=agent_id, data={"code": code})
    return True
