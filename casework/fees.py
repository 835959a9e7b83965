"""What a case costs: quoted from the service's definition when it is filed, and marked paid by whoever took the money.

The column `fee`: {"amount": whole rupiah or null, "status": "owed", "quoted_at": ISO 8601, "basis": law or null, "note": {id, en} or null}; when
paid also "paid_at" and "receipt". `status` is none (free of charge), owed, unknown (the definition names no amount) or paid.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection, update

from casework.changes import Case, claim
from casework.models import cases
from knowledge_base.fees import quote
from runtime import event_log

NONE, OWED, UNKNOWN, PAID = "none", "owed", "unknown", "paid"
MOST_RECEIPT = 64
MOST_AMOUNT = 10**12


class NothingOwed(Exception):
    """The case is free of charge."""


class AlreadyPaid(Exception):
    """With another receipt."""


class Payments(Protocol):
    """Who takes money for a case."""

    def paid(self, conn: Connection, now: datetime, case_id: str, amount: int, receipt: str, *, actor: str) -> Case:
        """The case, paid; the same receipt again changes nothing.

        `amount` in whole rupiah. Raises UnknownCase, NothingOwed, AlreadyPaid; ValueError for an amount or a receipt that is none.
        """
        ...


class AtTheCounter:
    """Staff took the money, or saw it on the account, and type the receipt's number."""

    def paid(self, conn: Connection, now: datetime, case_id: str, amount: int, receipt: str, *, actor: str) -> Case:
        number = " ".join(receipt.split())
        if not 1 <= len(number) <= MOST_RECEIPT or not 1 <= amount <= MOST_AMOUNT:
            raise ValueError(
                f"a receipt has 1 to {MOST_RECEIPT} characters, and an amount is 1 to {MOST_AMOUNT} rupiah"
            )
        case = claim(conn, case_id)
        fee = case["fee"] or {"status": UNKNOWN}
        if fee["status"] == PAID:
            if fee["receipt"] == number:
                return case
            raise AlreadyPaid(case_id)
        if fee["status"] == NONE:
            raise NothingOwed(case_id)
        after = {**fee, "amount": amount, "status": PAID, "paid_at": now.isoformat(), "receipt": number}
        conn.execute(update(cases).where(cases.c.id == case_id).values(fee=after))
        told = {"amount": amount, "quoted": fee.get("amount"), "receipt": number}
        event_log.append(conn, now, "fee_paid", call_id=case["call_id"], case_id=case_id, actor=actor, data=told)
        return case | {"fee": after}


def quoted(
    service: Mapping[str, Any] | None, slots: Mapping[str, Any], now: datetime, on: date
) -> dict[str, Any] | None:
    """The column of a case that is filed now; `on` is the office's day. None without a service."""
    if service is None:
        return None
    found = quote(service, slots, on)
    amount = found["amount"]
    status = UNKNOWN if amount is None else OWED if amount else NONE
    kept = {"basis": found["basis"], "note": found["note"], "unverified": found["unverified"]}
    return {"amount": amount, "status": status, "quoted_at": now.isoformat(), **kept}


def told(fee: Mapping[str, Any] | None, language: str) -> dict[str, Any] | None:
    """What a status says of it: amount, status, note; nothing of who paid. None where no fee was quoted."""
    if fee is None:
        return None
    note = fee.get("note")
    return {"amount": fee["amount"], "status": fee["status"], "note": note[language] if note else None}
