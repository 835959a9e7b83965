"""How a case stands: for the citizen by reference, for the desk by call, for the person on duty its delivery."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from casework import reference as references
from casework.cases import delivery_key
from casework.models import cases
from casework.states import DELIVERED, LABELS
from runtime import outbox
from runtime.outbox import Attempts

_SHOWN = (
    cases.c.id, cases.c.reference, cases.c.kind, cases.c.service, cases.c.service_name, cases.c.agency, cases.c.state,
    cases.c.shown_later, cases.c.filed_at, cases.c.delivered_at,
)  # fmt: skip


def status(
    conn: Connection, reference: str, language: str, agencies: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any] | None:
    """None when there is no such case or a digit is wrong. `reference` may be written in any way. Holds nothing personal:
    a reference alone proves nobody. `since` is an aware datetime; `agency` its name where `agencies` has it, else its code."""
    digits = references.parse(reference)
    row = conn.execute(select(*_SHOWN).where(cases.c.reference == digits)).mappings().first() if digits else None
    return _shown(row, language, agencies or {}) if row else None


def of_call(
    conn: Connection, call_id: str, language: str, agencies: Mapping[str, Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """The cases filed in one call, oldest first, each as `status` gives it."""
    found = select(*_SHOWN).where(cases.c.call_id == call_id).order_by(cases.c.filed_at, cases.c.reference)
    return [_shown(row, language, agencies or {}) for row in conn.execute(found).mappings()]


def of_number(
    conn: Connection, number: str, language: str, agencies: Mapping[str, Mapping[str, Any]] | None, limit: int
) -> list[dict[str, Any]]:
    """The cases filed from a telephone number (E.164), newest first, each as `status` gives it; "" has none."""
    order = (cases.c.filed_at.desc(), cases.c.reference.desc())
    found = select(*_SHOWN).where(cases.c.phone == number).order_by(*order).limit(limit)
    return [_shown(row, language, agencies or {}) for row in conn.execute(found).mappings()] if number else []


def delivery(conn: Connection, reference: str) -> Attempts | None:
    """How the delivery of a case stands; None when there is no such case."""
    digits = references.parse(reference)
    case_id = conn.execute(select(cases.c.id).where(cases.c.reference == digits)).scalar() if digits else None
    return outbox.attempts_of(conn, delivery_key(case_id)) if case_id else None


def _shown(row: RowMapping, language: str, agencies: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    agency = agencies.get(row["agency"])
    return {
        "reference": row["reference"],
        "written": references.format(row["reference"]),
        "kind": row["kind"],
        "service": row["service"],
        "service_name": row["service_name"][language],
        "agency": agency["name"][language] if agency else row["agency"],
        "state": row["state"],
        "state_label": LABELS[row["state"]][language],
        "since": row["delivered_at"] or row["filed_at"],
        "filed_at": row["filed_at"],
        "shown_later": list(row["shown_later"]),
        "delivered": row["state"] == DELIVERED,
    }
