"""The proof of consent that a case carries along."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from runtime import event_log
from runtime.models import event_log as entries

CONSENT_RECORDED = "consent_recorded"


def record(conn: Connection, now: datetime, call_id: str, name: str, version: str, *, given: bool) -> None:
    """The answer to one wording, by its name and version."""
    data = {"name": name, "version": version, "given": given}
    event_log.append(conn, now, CONSENT_RECORDED, call_id=call_id, data=data)


def consent_of(conn: Connection, call_id: str | None) -> dict[str, Any] | None:
    """The call's last answer: name, version, given, at (ISO 8601), entry (id in the event log). None when it was never asked."""
    if call_id is None:
        return None
    last = select(entries).where(entries.c.call_id == call_id, entries.c.kind == CONSENT_RECORDED)
    row = conn.execute(last.order_by(entries.c.id.desc()).limit(1)).first()
    return {**row.data, "at": row.at.isoformat(), "entry": row.id} if row else None
