"""What a citizen owes for a service, by the answers given and the day: quoted from the definition, taken by nobody here."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from ivr.expressions import compile_expression
from knowledge_base.variables import holds


class Quote(TypedDict):
    """`amount` in whole rupiah, None when the definition knows none; `note` by language, `{id, en}`, or None."""

    amount: int | None
    note: Mapping[str, str] | None
    unverified: bool
    basis: str | None


def quote(service: Mapping[str, Any], slots: Mapping[str, Any], on: date) -> Quote:
    """Of a service of the catalogue. An answer that decides the fee and was not given leaves the general fee."""
    fee, coming = service["fee"], service["facts"]["fee"]["next"]
    if coming is not None and coming["valid_from"] <= on.isoformat():
        fee = {**coming["value"], "unverified": coming["unverified"]}
    own = decided(fee, slots) or fee
    return {
        "amount": own.get("amount"),
        "note": own.get("note", fee.get("note") if own.get("amount") is None else None),
        "unverified": bool(fee["unverified"]),
        "basis": fee.get("basis"),
    }


def decided(fee: Mapping[str, Any], slots: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first entry of `by_answer` whose condition is answered and holds."""
    for entry in fee.get("by_answer", ()):
        names = compile_expression(entry["when"]).names
        if all(slots.get(name) is not None for name in names) and holds(entry["when"], slots):
            found: Mapping[str, Any] = entry
            return found
    return None
