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
from sqlalchemy import Connection, select

from casework import reference as references
from casework.models import cases
from runtime import outbox
from runtime.db import Database
from runtime.i18n import Texts

NOTIFY = "notify_citizen"
SILENT = frozenset({"deliver", "advance", "attend"})
"""Changes without a message: seconds after filing, a stage among many, and while the citizen stands at the counter."""
EACH_TIME = frozenset({"request_documents", "reroute", "book"})
"""Told whenever it happens; any other change once for each case."""
MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)

texts = Texts(Path(__file__).parent / "locale")


def put(conn: Connection, now: datetime, case: Mapping[str, Any], transition: str) -> None:
    """Leaves a message in the caller's transaction. `case`: a row of the cases table. A case without a mobile number has
    none. Raises MissingText for a transition that has neither words nor a place in SILENT."""
    if transition in SILENT:
        return
    texts.text(f"notice.{transition}", case["language"])
    if is_mobile(case["phone"]):
        each = f":{now.isoformat()}" if transition in EACH_TIME else ""
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
    """The outbox kind `notify_citizen`. `send(number, text)`; `address`: of the status page."""

    database: Database
    send: Callable[[str, str], object]
    address: str

    def __call__(self, payload: Mapping[str, Any]) -> None:
        """A case whose number was taken away meanwhile gets none. Raises what `send` raises."""
        shown = (cases.c.reference, cases.c.phone, cases.c.language)
        with self.database.read() as conn:
            case = conn.execute(select(*shown).where(cases.c.id == payload["case_id"])).first()
        if case is not None and case.phone:
            self.send(case.phone, message(case.reference, str(payload["transition"]), case.language, self.address))


def message(reference: str, transition: str, language: str, address: str) -> str:
    """The whole SMS."""
    return f"{references.format(reference)}: {texts.text(f'notice.{transition}', language)} {address}"
