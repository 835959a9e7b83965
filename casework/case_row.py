"""A case as one line of a list for staff: what it is, where it stands, when it is due. Nothing personal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework import reference
from casework.labels import KINDS, STAFF
from casework.models import CLOSED_STATES, cases
from runtime.dead_letters import Standing

Plain = dict[str, Any]
SHOWN = tuple(
    cases.c[name]
    for name in (
        "id", "reference", "kind", "service", "service_name", "agency", "state", "state_since", "filed_at", "due_at",
        "delivered_at", "warned_at", "escalated_at", "owes", "secret", "anonymous", "clock",
    )
)  # fmt: skip


def case_row(row: Mapping[str, Any], now: datetime, delivery: Standing | None) -> Plain:
    """`row` has the columns SHOWN. Times are ISO 8601, words in both languages."""
    goes_on = row["state"] not in CLOSED_STATES
    return {
        "reference": reference.format(row["reference"]),
        "kind": row["kind"],
        "kind_label": KINDS[row["kind"]],
        "service": row["service"],
        "service_name": row["service_name"],
        "agency": row["agency"],
        "state": row["state"],
        "state_label": STAFF[row["state"]],
        "open": goes_on,
        "since": iso(row["state_since"] or row["filed_at"]),
        "filed_at": iso(row["filed_at"]),
        "due_at": iso(row["due_at"]) if goes_on else None,
        "overdue": bool(goes_on and row["due_at"] and row["due_at"] < now),
        "warned": bool(goes_on and row["warned_at"]),
        "escalated": bool(goes_on and row["escalated_at"]),
        "paused": bool(goes_on and row["clock"] and row["clock"]["paused_at"]),
        "owes": [owed["label"] for owed in row["owes"] or ()] if goes_on else [],
        "secret": row["secret"],
        "anonymous": row["anonymous"],
        "delivery": delivered(row, delivery),
    }


def delivered(row: Mapping[str, Any], sent: Standing | None) -> Plain:
    """`state`: delivered, waiting, failing or given_up. `id` is the outbox row that may be sent again."""
    told = {"id": sent.id, "attempts": sent.attempts, "error": sent.last_error} if sent else {"id": None, "attempts": 0}
    if sent and sent.given_up_at:
        return {"state": "given_up", **told}
    if row["delivered_at"] or (sent and sent.delivered_at):
        return {"state": "delivered", **told}
    return {"state": "failing" if sent and sent.last_error else "waiting", **told}


def iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
