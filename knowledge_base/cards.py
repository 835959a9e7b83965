"""The answer card of a service: what an agent reads and the hotline says, in one language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ivr.expressions import compile_expression
from ivr.filters import duration, money
from ivr.locale.phrases import phrase
from ivr.spoken_card import pieces, with_spoken
from knowledge_base.fees import decided
from knowledge_base.variables import holds

APPLIES = ("full", "intake")
_ONE_ANSWER = re.compile(r"(\w+) == (?:'(\w+)'|true)")
_IF = {"id": "bila {what}: {text}", "en": "if {what}: {text}"}


def card(
    service: Mapping[str, Any], language: str, slots: Mapping[str, Any] | None = None, channel: str = "phone"
) -> dict[str, Any]:
    """A plain dict. `requirements` are those that the answers in `slots` call for, and those that may yet; `fee` and
    `time_limit` are whole facts with their `unverified`; `unverified` names the facts that an agency has still to confirm;
    `facts`: of each fact `{valid_from, valid_to, checked, source, unverified}`; `coming`: `{fact, valid_from, what}`."""
    return {
        "code": service["code"],
        "agency": service["agency"],
        "name": service["name"][language],
        "summary": service["summary"][language],
        "audience": _text(service, "audience", language),
        "requirements": requirements(service, language, slots or {}),
        "procedure": [step[language] for step in service["procedure"]],
        "fee": _fee(service["fee"], language, slots),
        "time_limit": dict(service["time_limit"]),
        "where": service["where"][language],
        "places": [_place(place, language) for place in service["places"]],
        "product": service["product"][language],
        "complaint_route": _text(service, "complaint_route", language),
        "transaction": service["transaction"][language],
        "legal": list(service["legal"]),
        "identity_level": service["identity"],
        "can_apply": service["channels"][channel] in APPLIES,
        "evidence": service["evidence"],
        "unverified": _unverified(service),
        "facts": {name: _dates(fact) for name, fact in service["facts"].items()},
        "coming": list(_coming(service, language)),
    }


def spoken(service: Mapping[str, Any], language: str, slots: Mapping[str, Any] | None = None) -> list[str]:
    """What the hotline says of a service, piece by piece; each takes at most twenty seconds."""
    return pieces(card(service, language, slots), language)


def spoken_card(
    service: Mapping[str, Any], language: str, slots: Mapping[str, Any] | None = None, after: str = ""
) -> dict[str, Any]:
    """The card with the piece that is said now: see `ivr.spoken_card.with_spoken`."""
    return with_spoken(card(service, language, slots), language, after)


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


def _text(service: Mapping[str, Any], name: str, language: str) -> str:
    return str(service[name][language]) if name in service else ""


def _fee(fee: Mapping[str, Any], language: str, slots: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The fee that the answers decide, or the general one."""
    common = {name: told for name, told in fee.items() if name != "by_answer"}
    own = decided(fee, slots or {})
    if own is not None:
        common = {**common, "amount": own["amount"], "note": own.get("note")}
    return {**common, "note": common["note"][language]} if common.get("note") else common


def _place(place: Mapping[str, Any], language: str) -> dict[str, Any]:
    told = {name: place[name][language] for name in ("name", "address", "hours")}
    return {"code": place["code"], **told, "unverified": place["unverified"]}


def _unverified(service: Mapping[str, Any]) -> list[str]:
    facts = [name for name in ("fee", "time_limit") if service[name].get("unverified")]
    return ["service", *facts] if service["unverified"] else facts


def _dates(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact[name] for name in ("valid_from", "valid_to", "checked", "source", "unverified")}


def _coming(service: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    for name, fact in service["facts"].items():
        change = fact["next"]
        if change is not None:
            yield {"fact": name, "valid_from": change["valid_from"], "what": _change(name, change, language)}


def _change(name: str, change: Mapping[str, Any], language: str) -> str:
    doubt = {"unverified": change["unverified"]}
    if name == "fee":
        return phrase("coming_fee", language, value=money({**_fee(change["value"], language), **doubt}, language))
    if name == "time_limit":
        return phrase("coming_time_limit", language, value=duration({**change["value"], **doubt}, language))
    return phrase("coming_requirements" if name == "requirements" else "coming_other", language)
