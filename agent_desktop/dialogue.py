"""What the flow knows of a call, as an agent may read it: from the saved dialogue session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from ivr.session import Session
from runtime.models import dialogue_sessions

SERVICE_SLOT = "service"


@dataclass(frozen=True)
class Dialogue:
    """`said` is what the caller said or keyed, oldest first; `service` a service code the flow has understood.
    `verified` is the level at which it is known who calls."""

    language: str
    intent: str
    service: str | None
    slots: Mapping[str, Any]
    said: tuple[str, ...]
    verified: int = 0


NOTHING = Dialogue("", "", None, {}, ())


def of_call(conn: Connection, call_id: str) -> Dialogue:
    """NOTHING for a call that no flow has spoken with."""
    state = conn.execute(
        select(dialogue_sessions.c.state).where(dialogue_sessions.c.call_id == call_id)
    ).scalar_one_or_none()
    return from_session(Session.from_json(json.loads(state))) if state else NOTHING


def from_session(session: Session) -> Dialogue:
    service = session.slots.get(SERVICE_SLOT) or session.variables.get(SERVICE_SLOT)
    return Dialogue(
        session.language,
        session.intent,
        service if isinstance(service, str) else None,
        {name: value for name, value in session.slots.items() if name != SERVICE_SLOT},
        tuple(line["text"] for line in session.heard if line["who"] == "caller"),
        int(session.variables.get("caller", {}).get("verified") or 0),
    )
