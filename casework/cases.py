"""Filing a case: the case, its way to the agency and its log entry in one transaction, once for each key."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from casework import appointments, fees, matters, notifications, proof, reference
from casework.answers import Answers, InvalidFields, check
from casework.booking import Places, reserve
from casework.consents import consent_of
from casework.models import cases
from casework.numbering import next_number
from casework.office import Office
from casework.opening import opened
from casework.states import SUBMITTED
from knowledge_base.kinds import kind_of
from runtime import event_log, outbox
from runtime.db import insert_into

__all__ = ["Filed", "InvalidFields", "SimilarOpen", "delivery_key", "file_case"]

DELIVER = "deliver_case"
COMPLAINT = "complaint"
UNASSIGNED = "UNASSIGNED"
NAMES = {
    "complaint": {"id": "Pengaduan", "en": "Complaint"},
    "application": {"id": "Permohonan", "en": "Application"},
    "information": {"id": "Permintaan informasi", "en": "Information request"},
    "appointment": {"id": "Janji temu", "en": "Appointment"},
    "payment": {"id": "Pembayaran", "en": "Payment"},
    "aspiration": {"id": "Aspirasi", "en": "Suggestion"},
}
MAX_KEY = 160
MAX_FREE_SLOTS = 20_000  # characters as JSON, of a case without a service


@dataclass(frozen=True)
class Filed:
    """`reference` in digits, as keyed. `already`: the key had been used, this is the case of then. `shown_later`: fields
    that the citizen still has to show. `similar`: references of open cases about the same, that were there before."""

    case_id: str
    reference: str
    already: bool
    shown_later: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()


class SimilarOpen(Exception):
    """The same thing is being worked on already, and whoever files wanted to be asked. `references` in digits."""

    def __init__(self, references: tuple[str, ...]) -> None:
        super().__init__(f"{len(references)} open cases about the same")
        self.references = references


def file_case(
    conn: Connection,
    now: datetime,
    new_id: Callable[[], str],
    service: Mapping[str, Any] | None,
    slots: Mapping[str, Any],
    *,
    kind: str = COMPLAINT,
    call_id: str | None,
    channel: str,
    actor: str | None,
    key: str,
    language: str,
    phone: str | None,
    agency: str = UNASSIGNED,
    identity_verified: bool = False,
    office: Office = Office(),  # noqa: B008 - frozen
    places: Places = {},  # noqa: B006 - never changed
    ask_if_similar: bool = False,
    read_back: Mapping[str, Any] | None = None,
) -> Filed:
    """The service and its answers say what kind of case it is; without a service it is a `kind`, `agency` receives it and
    the slots are kept as they are.
    `places`: the locations, by code; at one of them a time is booked along when the service has an appointment.
    `actor`: the account that filed it, None when the caller did alone.
    `read_back`: what was read to the caller and confirmed, as the flow gives it (see `proof`).
    `ask_if_similar`: nothing is filed while an open case is about the same; else that is only told.

    The same `key` gives the same case, whoever is faster. Raises InvalidFields, SimilarOpen; ValueError for a key or slots that are too long.
    """
    if not 1 <= len(key) <= MAX_KEY:
        raise ValueError(f"a key has 1 to {MAX_KEY} characters")
    known = _by_key(conn, key)
    if known:
        return known
    local = office.local(now)
    alone = actor is None
    answers = check(service, slots, channel, language, local, office.country, alone=alone) if service else _free(slots)
    is_a = kind_of(service, answers.values) if service else kind
    about = matters.digests(service, is_a, answers.values, phone)
    event_log.take_lock(conn)  # of two who file the same thing at once, the second sees the first
    told_all = actor is not None or identity_verified
    alike = tuple(matters.similar(conn, now, is_a, about, phone, told_all=told_all))
    if alike and ask_if_similar:
        raise SimilarOpen(alike)
    case_id = new_id()
    booked = reserve(conn, now, new_id, office, service, answers.values, places, case_id)
    matter = _matter(service, kind, agency)
    row = {
        "id": case_id,
        "reference": reference.of(local.year, next_number(conn, local.year)),
        **matter,
        **opened(now, is_a, service, answers, matter["agency"], office),
        "key": key,
        "kind": is_a,
        "state": SUBMITTED,
        "slots": answers.values | booked,
        "shown_later": answers.shown_later,
        "identity_verified": identity_verified,
        "consent": consent_of(conn, call_id),
        "call_id": call_id,
        "channel": channel,
        "actor": actor,
        "language": language,
        "phone": phone,
        "filed_at": now,
        "fee": fees.quoted(service, answers.values, now, local.date()),
        "read_back": proof.read_back(conn, call_id, read_back),
    }
    filed = replace(_write(conn, now, row), similar=alike)
    matters.put(conn, now, filed.case_id, about)
    if booked and filed.already:
        appointments.cancel(conn, now, case_id)
    elif booked:
        notifications.put(conn, now, row, "book")
    return filed


def delivery_key(case_id: str) -> str:
    """The outbox key of a case's delivery."""
    return f"{DELIVER}:{case_id}"


def _matter(service: Mapping[str, Any] | None, kind: str, agency: str) -> dict[str, Any]:
    """The columns that say what the case is about and who receives it."""
    if service is None:
        return {"service": None, "service_name": NAMES[kind], "agency": agency, "identity_level": 0}
    return {
        "service": service["code"],
        "service_name": dict(service["name"]),
        "agency": service["agency"],
        "identity_level": service["identity"],
    }


def _write(conn: Connection, now: datetime, row: Mapping[str, Any]) -> Filed:
    filing = insert_into(conn, cases).values(row).on_conflict_do_nothing(index_elements=["key"])
    if conn.execute(filing.returning(cases.c.id)).first() is None:
        # Another transaction with the same key has committed since the first look.
        return _one_by_key(conn, row["key"])
    case_id: str = row["id"]
    outbox.put(conn, now, DELIVER, delivery_key(case_id), {"case_id": case_id})
    told = {name: row[name] for name in ("reference", "kind", "service", "agency", "channel")}
    event_log.append(conn, now, "case_filed", call_id=row["call_id"], case_id=case_id, actor=row["actor"], data=told)
    return Filed(case_id, row["reference"], False, tuple(row["shown_later"]))


def _by_key(conn: Connection, key: str) -> Filed | None:
    row = conn.execute(select(cases.c.id, cases.c.reference, cases.c.shown_later).where(cases.c.key == key)).first()
    return Filed(row.id, row.reference, True, tuple(row.shown_later)) if row else None


def _one_by_key(conn: Connection, key: str) -> Filed:
    found = _by_key(conn, key)
    if found is None:
        raise LookupError("the key is taken and its case cannot be seen: isolation must be READ COMMITTED")
    return found


def _free(slots: Mapping[str, Any]) -> Answers:
    """The slots of a case without a service, as they are."""
    values = dict(slots)
    if len(json.dumps(values)) > MAX_FREE_SLOTS:
        raise ValueError(f"slots are longer than {MAX_FREE_SLOTS} characters")
    return Answers(values, [])
