"""The answer card of a service: what an agent reads and the hotline says, in one language."""

import re
from collections.abc import Mapping
from typing import Any

from ivr.expressions import compile_expression
from knowledge_base.variables import holds

APPLIES = ("full", "intake")
_ONE_ANSWER = re.compile(r"(\w+) == (?:'(\w+)'|true)")
_IF = {"id": "bila {what}: {text}", "en": "if {what}: {text}"}


def card(
    service: Mapping[str, Any], language: str, slots: Mapping[str, Any] | None = None, channel: str = "phone"
) -> dict[str, Any]:
    """A plain dict. `requirements` are those that the answers in `slots` call for, and those that may yet; `fee` and
    `time_limit` are whole facts with their `unverified`; `unverified` names the facts that an agency has still to confirm."""
    fee = dict(service["fee"])
    if "note" in fee:
        fee["note"] = fee["note"][language]
    return {
        "code": service["code"],
        "agency": service["agency"],
        "name": service["name"][language],
        "summary": service["summary"][language],
        "requirements": requirements(service, language, slots or {}),
        "fee": fee,
        "time_limit": dict(service["time_limit"]),
        "where": service["where"][language],
        "product": service["product"][language],
        "transaction": service["transaction"][language],
        "legal": list(service["legal"]),
        "identity_level": service["identity"],
        "can_apply": service["channels"][channel] in APPLIES,
        "evidence": service["evidence"],
        "unverified": _unverified(service),
    }


def requirements(service: Mapping[str, Any], language: str, slots: Mapping[str, Any]) -> list[str]:
    """Requirements that hold; one whose reason is not known yet begins with its reason: "bila hilang: surat ..."."""
    told = (_requirement(service, entry, language, slots) for entry in service["requirements"])
    return [text for text in told if text]


def _requirement(
    service: Mapping[str, Any], entry: Mapping[str, Any], language: str, slots: Mapping[str, Any]
) -> str | None:
    text: str = entry["text"][language]
    condition: str | None = entry.get("when")
    if condition is None:
        return text
    if all(slots.get(name) is not None for name in compile_expression(condition).names):
        return text if holds(condition, slots) else None
    what = _reason(service, condition, language)
    return _IF[language].format(what=what, text=text) if what else text


def _reason(service: Mapping[str, Any], condition: str, language: str) -> str | None:
    """The words of a condition that is one answer to one field; None for any other."""
    match = _ONE_ANSWER.fullmatch(condition.strip())
    field = next((field for field in service["fields"] if match and field["name"] == match[1]), None)
    if match is None or field is None:
        return None
    for option in field.get("options", ()):
        if option["value"] == match[2]:
            return str(option["label"][language])
    return str(field["label"][language]).lower() if match[2] is None else None


def _unverified(service: Mapping[str, Any]) -> list[str]:
    facts = [name for name in ("fee", "time_limit") if service[name].get("unverified")]
    return ["service", *facts] if service["unverified"] else facts
