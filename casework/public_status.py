"""What a citizen reads of the own case: by its reference and the last four digits of the telephone number that filed it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from casework import appointments, status
from casework import reference as references
from casework.models import cases
from casework.office import Office
from casework.states import LABELS, MACHINES, SUBMITTED
from knowledge_base.catalogue import Catalogue
from runtime import event_log
from runtime.event_log import Entry

DIGITS = 4


@dataclass(frozen=True)
class Step:
    at: datetime
    label: str


@dataclass(frozen=True)
class Owed:
    """What the citizen still has to show, until when, and the places that take it: name, address and hours."""

    label: str
    until: date | None
    places: tuple[str, ...]


@dataclass(frozen=True)
class PublicStatus:
    """Nothing personal: no name, no number, no answer to any field. `fee` as `fees.told` gives it; `place`: name and address
    of the next `appointment`."""

    reference: str
    service_name: str
    agency: str
    state_label: str
    since: datetime
    due: datetime | None
    appointment: datetime | None
    place: str
    fee: Mapping[str, Any] | None
    owed: tuple[Owed, ...]
    history: tuple[Step, ...]


def public_status(
    conn: Connection,
    now: datetime,
    reference: str,
    digits: str,
    language: str,
    catalogue: Catalogue,
    office: Office = Office(),  # noqa: B008 - frozen
) -> PublicStatus | None:
    """None alike when there is no such case, when its number ends otherwise, when it was filed without a number, and when it
    is secret (four digits prove no reporter): each costs one look at the database. `reference` is in digits, as
    `references.parse` gives them."""
    looked = select(cases.c.id, cases.c.phone, cases.c.secret).where(cases.c.reference == reference)
    found = conn.execute(looked).first()
    ending = (found.phone or "")[-DIGITS:] if found and not found.secret else ""
    right = hmac.compare_digest(ending.encode(), digits.encode()) and len(ending) == DIGITS
    return _shown(conn, now, found.id, reference, language, catalogue, office) if found and right else None


def _shown(
    conn: Connection, now: datetime, case_id: str, reference: str, language: str, catalogue: Catalogue, office: Office
) -> PublicStatus:
    case = status.status(conn, reference, language, catalogue.agencies, known=True)
    columns = (cases.c.state_since, cases.c.due_at, cases.c.owes)
    row = conn.execute(select(*columns).where(cases.c.id == case_id)).first()
    if case is None or row is None:
        raise LookupError(case_id)
    over = case["state"] in MACHINES[case["kind"]].ends
    entries = event_log.of_case(conn, case_id)
    booked = appointments.of_case(conn, case_id, office)
    coming = booked if booked and booked.starts > now else None
    return PublicStatus(
        references.format(reference),
        case["service_name"],
        case["agency"],
        case["state_label"],
        row.state_since or case["since"],
        None if over else row.due_at,
        coming.starts if coming else None,
        _place(catalogue.locations.get(coming.location), language) if coming else "",
        case["fee"],
        () if over else tuple(_owed(owed, catalogue, language) for owed in row.owes or ()),
        tuple(step for entry in entries if (step := _step(entry, language))),
    )


def _place(location: Mapping[str, Any] | None, language: str) -> str:
    return f"{location['name'][language]}, {location['address'][language]}" if location else ""


def _owed(owed: Mapping[str, Any], catalogue: Catalogue, language: str) -> Owed:
    places = [catalogue.locations[code] for code in owed["where"] if code in catalogue.locations]
    told = tuple(f"{_place(place, language)} ({place['hours'][language]})" for place in places)
    return Owed(owed["label"][language], date.fromisoformat(owed["until"]) if owed["until"] else None, told)


def _step(entry: Entry, language: str) -> Step | None:
    """The state that an entry brought, None when it brought none."""
    told = entry.data
    moved = entry.kind == "case_changed" and told["from"] != told["to"]
    state = SUBMITTED if entry.kind == "case_filed" else told["to"] if moved else None
    return Step(entry.at, LABELS[state][language]) if state else None
