"""A service card from its definition alone, for rehearsals where no lookup answers; in service the knowledge base makes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ivr.dated import fact_on
from ivr.expression_tokens import ExpressionError
from ivr.expressions import compile_expression
from ivr.filters import named

APPLY_BY_PHONE = ("full", "intake")


class _Slots:
    """A scope of slots alone, where an unknown one is simply not known."""

    def __init__(self, slots: Mapping[str, Any], language: str) -> None:
        self.slots = slots
        self.language = language

    def get(self, name: str) -> Any:
        return self.slots.get(name)

    def slip(self, text: str) -> None:
        """Nobody wrote this condition in a flow."""


def _holds(entry: Any, slots: Mapping[str, Any], language: str) -> bool | None:
    """Whether its condition holds; None where it has none that can be told by these slots."""
    written = entry.get("when") if isinstance(entry, Mapping) else None
    try:
        condition = compile_expression(str(written)) if written else None
    except ExpressionError:
        return None
    if condition is None or not condition.names <= set(slots):
        return None
    return condition.holds(_Slots(slots, language))


def _fee(fee: Mapping[str, Any], slots: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The one that the answers decide, or the general one."""
    common = {name: told for name, told in fee.items() if name != "by_answer"}
    own = next((entry for entry in fee.get("by_answer", ()) if _holds(entry, slots, language)), None)
    told = common if own is None else {**common, "note": None, **{k: v for k, v in own.items() if k != "when"}}
    return {**told, "note": named(told["note"], language)} if told.get("note") else told


def plain_card(service: Mapping[str, Any], language: str, slots: Mapping[str, Any], on: date) -> dict[str, Any]:
    """As it is on a day; what stands in an unverified definition is unverified."""
    told = {name: fact_on(written, on.isoformat()) for name, written in service.items()}
    needed = [item for item in told.get("requirements", ()) if _holds(item, slots, language) is not False]
    doubt = {"unverified": True} if service.get("unverified") else {}
    return {
        "code": service.get("code", ""),
        "name": named(service.get("name", ""), language),
        "requirements": [named(item, language) for item in needed],
        "fee": {**_fee(told.get("fee", {}), slots, language), **doubt},
        "time_limit": {**told.get("time_limit", {}), **doubt},
        "where": named(service.get("where", ""), language),
        "identity_level": service.get("identity", 0),
        "can_apply": told.get("channels", {}).get("phone") in APPLY_BY_PHONE,
    }
