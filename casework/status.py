"""How a case stands: for the citizen by reference, for the desk by call, for the person on duty its delivery."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from casework import fees
from casework import reference as references
from casework.cases import delivery_key
from casework.models import cases
from casework.stages import STAGES
from casework.states import LABELS
from runtime import outbox
from runtime.outbox import Attempts

UNPROMISED = frozenset({"answered"})
"""States whose due date is the citizen's, not the agency's."""
_SHOWN = (
    cases.c.id, cases.c.reference, cases.c.kind, cases.c.service, cases.c.service_name, cases.c.agency, cases.c.state,
    cases.c.state_since, cases.c.stage, cases.c.due_at, cases.c.owes, cases.c.merged_into, cases.c.secret,
    cases.c.shown_later, cases.c.filed_at, cases.c.delivered_at, cases.c.fee,
)  # fmt: skip


def status(
    conn: Connection,
    reference: str,
    language: str,
    agencies: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    known: bool = False,
) -> dict[str, Any] | None:
    """None when there is no such case or a digit is wrong; nor of a secret report, unless the asker is `known` as the one who
    filed (identity level 1) or is staff. `reference` may be written in any way. Holds nothing personal:
    a reference alone proves nobody. `since` is an aware datetime; `agency` its name where `agencies` has it, else its code."""
    digits = references.parse(reference)
    row = conn.execute(select(*_SHOWN).where(cases.c.reference == digits)).mappings().first() if digits else None
    if row is None or (row["secret"] and not known):
        return None
    return {**_shown(row, language, agencies or {}), "joined": _joined(conn, row["merged_into"])}


def _joined(conn: Connection, case_id: str | None) -> str:
    """The number that a merged case is followed under, as written; "" for none, and for one that is secret."""
    if case_id is None:
        return ""
    open_to_all = (cases.c.id == case_id, cases.c.secret.is_(False))
    found = conn.execute(select(cases.c.reference).where(*open_to_all)).scalar()
    return references.format(found) if found else ""


def filed_from(conn: Connection, reference: str, number: str) -> bool:
    """Whether this case was filed from this telephone number (E.164)."""
    digits = references.parse(reference)
    own = select(cases.c.phone).where(cases.c.reference == digits)
    return bool(digits and number) and conn.execute(own).scalar() == number


def row(conn: Connection, reference: str) -> RowMapping | None:
    """The whole case, personal values and all, for whoever works on it; None as `status`."""
    digits = references.parse(reference)
    return conn.execute(select(cases).where(cases.c.reference == digits)).mappings().first() if digits else None


def of_call(
    conn: Connection, call_id: str, language: str, agencies: Mapping[str, Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """The cases filed in one call, oldest first, each as `status` gives it."""
    found = select(*_SHOWN).where(cases.c.call_id == call_id).order_by(cases.c.filed_at, cases.c.reference)
    return [_shown(row, language, agencies or {}) for row in conn.execute(found).mappings()]


def of_number(
    conn: Connection,
    number: str,
    language: str,
    agencies: Mapping[str, Mapping[str, Any]] | None,
    limit: int,
    *,
    secret: bool = False,
) -> list[dict[str, Any]]:
    """The cases filed from a telephone number (E.164), newest first, each as `status` gives it; "" has none. `secret`: secret
    reports, too, for staff; whoever phones from the number is not yet known."""
    order = (cases.c.filed_at.desc(), cases.c.reference.desc())
    of_it = (cases.c.phone == number, *(() if secret else (cases.c.secret.is_(False),)))
    found = select(*_SHOWN).where(*of_it).order_by(*order).limit(limit)
    return [_shown(row, language, agencies or {}) for row in conn.execute(found).mappings()] if number else []


def delivery(conn: Connection, reference: str) -> Attempts | None:
    """How the last delivery of a case stands; None when there is no such case."""
    digits = references.parse(reference)
    case_id = conn.execute(select(cases.c.id).where(cases.c.reference == digits)).scalar() if digits else None
    return outbox.last_attempts(conn, delivery_key(case_id)) if case_id else None


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
        "stage": row["stage"],
        "stage_label": STAGES[row["stage"]].label[language] if row["stage"] else "",
        "due_at": row["due_at"] if row["state"] not in UNPROMISED else None,
        "owes": [owed["label"][language] for owed in row["owes"] or ()],
        "since": row["state_since"] or row["delivered_at"] or row["filed_at"],
        "filed_at": row["filed_at"],
        "shown_later": list(row["shown_later"]),
        "fee": fees.told(row["fee"], language),
        "delivered": row["delivered_at"] is not None,
    }
