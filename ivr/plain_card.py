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


def _is_needed(requirement: Any, slots: Mapping[str, Any], language: str) -> bool:
    """True unless its condition speaks of a slot that is known and does not hold."""
    written = requirement.get("when") if isinstance(requirement, Mapping) else None
    if not written:
        return True
    try:
        condition = compile_expression(str(written))
    except ExpressionError:
        return True
    return not condition.names <= set(slots) or condition.holds(_Slots(slots, language))


def plain_card(service: Mapping[str, Any], language: str, slots: Mapping[str, Any], on: date) -> dict[str, Any]:
    """As it is on a day; what stands in an unverified definition is unverified."""
    told = {name: fact_on(written, on.isoformat()) for name, written in service.items()}
    needed = [item for item in told.get("requirements", ()) if _is_needed(item, slots, language)]
    doubt = {"unverified": True} if service.get("unverified") else {}
    return {
        "code": service.get("code", ""),
        "name": named(service.get("name", ""), language),
        "requirements": [named(item, language) for item in needed],
        "fee": {**told.get("fee", {}), **doubt},
        "time_limit": {**told.get("time_limit", {}), **doubt},
        "where": named(service.get("where", ""), language),
        "identity_level": service.get("identity", 0),
        "can_apply": told.get("channels", {}).get("phone") in APPLY_BY_PHONE,
    }
