"""The proof of consent that a case carries along."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from runtime import event_log
from runtime.models import event_log as entries

CONSENT_RECORDED = "consent_recorded"
RECORDING_STARTED = "recording_started"


def record(conn: Connection, now: datetime, call_id: str, name: str, version: str, *, given: bool) -> None:
    """The answer to one wording, by its name and version."""
    data = {"name": name, "version": version, "given": given}
    event_log.append(conn, now, CONSENT_RECORDED, call_id=call_id, data=data)


def consent_of(conn: Connection, call_id: str | None) -> dict[str, Any] | None:
    """The call's last answer: name, version, given, at (ISO 8601), entry (id in the event log), and where it is to be heard:
    recording and offset_s, when the call was being recorded. None when it was never asked."""
    if call_id is None:
        return None
    last = select(entries).where(entries.c.call_id == call_id, entries.c.kind == CONSENT_RECORDED)
    row = conn.execute(last.order_by(entries.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return {**row.data, "at": row.at.isoformat(), "entry": row.id, **heard_at(conn, call_id, row.at)}


def heard_at(conn: Connection, call_id: str, moment: datetime) -> dict[str, Any]:
    """Where a moment of a call is in its recording: `recording` (the carrier's id) and `offset_s` in seconds; empty when it was
    not being recorded then."""
    begun = select(entries).where(
        entries.c.call_id == call_id, entries.c.kind == RECORDING_STARTED, entries.c.at <= moment
    )
    row = conn.execute(begun.order_by(entries.c.id.desc()).limit(1)).first()
    if row is None:
        return {}
    return {"recording": row.data["recording"], "offset_s": round((moment - row.at).total_seconds(), 1)}
