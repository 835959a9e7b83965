"""What the citizen is told of a case's changes: an SMS, left with the change and sent after the commit.

Neither number nor words stand in the outbox: they are the case's own when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import phonenumbers
from babel.dates import format_datetime
from sqlalchemy import Connection, select

from casework import appointments
from casework import reference as references
from casework.appointments import Appointment
from casework.models import cases
from casework.office import Office
from knowledge_base.catalogue import Knowledge
from runtime import outbox
from runtime.db import Database
from runtime.i18n import Texts

REMIND = "remind"
NOTIFY = "notify_citizen"
SILENT = frozenset({"deliver", "advance", "attend"})
"""Changes without a message: seconds after filing, a stage among many, and while the citizen stands at the counter."""
EACH_TIME = frozenset({"request_documents", "reroute", "book_elsewhere"})
"""Told whenever it happens; any other change once for each case."""
OF_APPOINTMENTS = frozenset({"book", REMIND})
"""Told once for each time that is booked, and not at all when it was given back meanwhile."""
BY_AGENCY = {"book": "book_elsewhere"}
"""What is told instead when the time is in the agency's own diary, not in ours."""
WHEN = {"id": "EEE d MMM y 'pukul' HH.mm", "en": "EEE d MMM y 'at' HH:mm"}
MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)

texts = Texts(Path(__file__).parent / "locale")


def put(conn: Connection, now: datetime, case: Mapping[str, Any], transition: str) -> None:
    """Leaves a message in the caller's transaction. `case`: a row of the cases table. A case without a mobile number has
    none. Raises MissingText for a transition that has neither words nor a place in SILENT."""
    if transition in SILENT:
        return
    starts = appointments.starts_of(conn, case["id"]) if transition in OF_APPOINTMENTS else None
    transition = transition if starts else BY_AGENCY.get(transition, transition)
    texts.text(f"notice.{transition}", case["language"])
    if is_mobile(case["phone"]):
        once = starts or (now if transition in EACH_TIME else None)
        each = f":{once.isoformat()}" if once else ""
        payload = {"case_id": case["id"], "transition": transition}
        outbox.put(conn, now, NOTIFY, f"{NOTIFY}:{case['id']}:{transition}{each}", payload)


def is_mobile(number: str | None) -> bool:
    """Whether an SMS can reach this number (E.164)."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number or "")) in MOBILE
    except phonenumbers.NumberParseException:
        return False


@dataclass(frozen=True)
class Notifications:
    """The outbox kind `notify_citizen`. `send(number, text)`."""

    database: Database
    send: Callable[[str, str], object]
    office: Office
    knowledge: Knowledge

    def __call__(self, payload: Mapping[str, Any]) -> None:
        """A case whose number or appointment was taken away meanwhile gets none. Raises what `send` raises."""
        transition = str(payload["transition"])
        shown = (cases.c.reference, cases.c.phone, cases.c.language)
        with self.database.read() as conn:
            case = conn.execute(select(*shown).where(cases.c.id == payload["case_id"])).first()
            booked = appointments.of_case(conn, payload["case_id"], self.office)
        if case is None or not case.phone or (transition in OF_APPOINTMENTS and booked is None):
            return
        values = self._values(booked, case.language) if booked else {}
        self.send(case.phone, message(case.reference, transition, case.language, self.office.status_page, values))

    def _values(self, booked: Appointment, language: str) -> dict[str, str]:
        place = self.knowledge.current().locations.get(booked.location)
        return {"when": when(booked.starts, language), "place": place["name"][language] if place else booked.location}


def when(starts: datetime, language: str) -> str:
    """A time as an SMS says it, `starts` on the office's clock."""
    return format_datetime(starts, WHEN.get(language, WHEN["id"]), locale=language)


def message(reference: str, transition: str, language: str, address: str, values: Mapping[str, str]) -> str:
    """The whole SMS. `values`: when and place of an appointment."""
    words = texts.text(f"notice.{transition}", language, **values)
    return f"{references.format(reference)}: {words} {address}"
