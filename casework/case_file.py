"""One case with all that staff may know of it: answers, proofs, clock, delivery, history, and what may be done next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from casework import appointments, officers, privacy, proof, reference
from casework.case_history import history, version
from casework.case_row import case_row
from casework.cases import delivery_key
from casework.filed_answers import answers
from casework.labels import STAFF
from casework.models import cases
from casework.office import Office
from casework.states import MACHINES
from knowledge_base.catalogue import Catalogue
from runtime import dead_letters, event_log

Plain = dict[str, Any]


def case_file(
    conn: Connection, now: datetime, case: Mapping[str, Any], known: Catalogue, office: Office, *, of_agency: bool
) -> Plain:
    """`case`: a row of the cases table. `of_agency`: whoever looks is the agency's own staff, from whom an anonymous citizen is hidden."""
    service = known.services.get(case["service"] or "")
    key = delivery_key(case["id"])
    booked = appointments.of_case(conn, case["id"], office)
    hide = of_agency and case["anonymous"]
    return {
        **case_row(case, now, dead_letters.standing_of(conn, [key]).get(key)),
        "seen": version(event_log.of_case(conn, case["id"])).id,
        "answers": answers(case, service, of_agency=of_agency),
        "owed": case["owes"] or [],
        "identity": {"required": case["identity_level"], "verified": case["identity_verified"]},
        "consent": privacy.without_voice(case["consent"]) if hide else case["consent"],
        "read_back": proof.for_agency(case["read_back"], anonymous=hide),
        "clock": _clock(case),
        "fee": case["fee"],
        "stage": case["stage"],
        "channel": case["channel"],
        "language": case["language"],
        "appointment": {"starts": booked.starts.isoformat(), "location": booked.location} if booked else None,
        "merged_into": _reference(conn, case["merged_into"]),
        "parent": _reference(conn, case["parent"]),
        "history": history(conn, case, known.agencies),
        "steps": [_step(case, step) for step in officers.steps(case)],
    }


def _step(case: Mapping[str, Any], step: Any) -> Plain:
    to = step.moves[case["state"]]
    return {
        "name": step.name,
        "label": dict(step.label),
        "to": STAFF[to],
        "ends": to in MACHINES[case["kind"]].ends,
        "needs_reason": step.name in officers.REASONED,
        "form": officers.form_of(step.name, case),
    }


def _clock(case: Mapping[str, Any]) -> Plain | None:
    clock = case["clock"]
    return (
        {name: clock[name] for name in ("phase", "limit", "started_at", "paused_at", "stopped_at")} if clock else None
    )


def _reference(conn: Connection, case_id: str | None) -> str | None:
    found = conn.execute(select(cases.c.reference).where(cases.c.id == case_id)).scalar() if case_id else None
    return reference.format(found) if found else None
