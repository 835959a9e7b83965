"""What a house has written down of a call, as a golden call expects it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from agent_desktop.models import follow_ups
from casework.models import cases, survey_answers
from ivr.golden_seen import OF_SESSION, TRAIL
from ivr.session import Session
from runtime import event_log
from runtime.models import dialogue_sessions, outbox


def session(conn: Connection, call: str) -> Session:
    """Raises LookupError for a call that never began."""
    state = conn.execute(
        select(dialogue_sessions.c.state).where(dialogue_sessions.c.call_id == call)
    ).scalar_one_or_none()
    if state is None:
        raise LookupError("the house has no dialogue for this call")
    return Session.from_json(json.loads(state))


def seen(conn: Connection, call: str, what: str, zone: ZoneInfo) -> Any:
    """`what` is one of golden_expectations.SEEN; times are told in `zone`."""
    found = OF_SESSION[what](session(conn, call)) if what in OF_SESSION else _WRITTEN[what](conn, call)
    if isinstance(found, dict):
        return {
            key: value.astimezone(zone).isoformat() if isinstance(value, datetime) else value
            for key, value in found.items()
        }
    return found


def _turns(conn: Connection, call: str) -> list[list[str]]:
    return [entry.data["path"] for entry in event_log.of_call(conn, call) if entry.kind == "turn_taken"]


def _case(conn: Connection, call: str) -> dict[str, Any]:
    of_call = select(cases).where(cases.c.call_id == call).order_by(cases.c.filed_at.desc(), cases.c.reference.desc())
    row = conn.execute(of_call).mappings().first()
    return {name: row[name] for name in ("kind", "service", "slots")} if row is not None else {}


def _messages(conn: Connection, call: str) -> list[str]:
    rows = conn.execute(select(outbox.c.payload).where(outbox.c.kind == "send_message").order_by(outbox.c.id)).scalars()
    return [str(payload["text"]) for payload in rows if payload.get("call_id") == call]


def _survey(conn: Connection, call: str) -> dict[str, Any]:
    rows = conn.execute(select(survey_answers).where(survey_answers.c.call_id == call)).mappings()
    return {row["element"]: row["score"] for row in rows}


def _follow_up(conn: Connection, call: str, kind: str) -> dict[str, Any]:
    of_call = select(follow_ups).where(follow_ups.c.call_id == call, follow_ups.c.kind == kind)
    row = conn.execute(of_call.order_by(follow_ups.c.created_at.desc())).mappings().first()
    if row is None:
        return {}
    return {**row, "from": row["not_before"], "until": row["not_after"]}


_WRITTEN: Mapping[str, Callable[[Connection, str], Any]] = {
    "passed": lambda conn, call: [node for path in _turns(conn, call) for node in path],
    "trail": lambda conn, call: TRAIL.join(_turns(conn, call)[-1]),
    "case": _case,
    "message": _messages,
    "survey": _survey,
    "callback": lambda conn, call: _follow_up(conn, call, "callback"),
    "voicemail": lambda conn, call: _follow_up(conn, call, "voicemail"),
}
