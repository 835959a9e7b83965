"""A definition on a day: of each fact the version in force, its dates, and the one that follows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ivr.dated import in_force
from knowledge_base.definition import FACTS
from knowledge_base.definition.dated import DATES

HEDGED = ("fee", "time_limit")


def resolve(definition: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The service as everybody reads it: `fee`, `requirements` ... plain, and `facts`: by name `{valid_from, valid_to, checked,
    source, unverified, next}`, where `next` is `{valid_from, valid_to, unverified, value}` or
    None. Days are ISO 8601 text. What has run
    out, or stands in an unverified file, is unverified."""
    service, facts = dict(definition), {}
    for name in FACTS:
        if name in definition:
            service[name], facts[name] = _fact(definition, definition[name]["versions"], on.isoformat())
    for name in HEDGED:
        service[name] = {**service[name], "unverified": facts[name]["unverified"]}
    service["fee"].setdefault("amount", None)
    return {**service, "facts": facts}


def _fact(file: Mapping[str, Any], versions: Sequence[Mapping[str, Any]], on: str) -> tuple[Any, dict[str, Any]]:
    at = in_force(versions, on)
    version, coming = versions[at], versions[at + 1] if at + 1 < len(versions) else None
    told = {name: version.get(name) or file.get(name) for name in DATES}
    if coming is not None:
        told["valid_to"] = version.get("valid_to") or day_before(coming["valid_from"])
    run_out = bool(told["valid_to"]) and str(told["valid_to"]) < on
    return value(version), {
        **told,
        "unverified": bool(version["unverified"] or file["unverified"] or run_out),
        "next": None if coming is None else _coming(coming, file),
    }


def value(version: Mapping[str, Any]) -> Any:
    """A version without its dates; a list for a fact that is a list."""
    if "items" in version:
        return version["items"]
    return {name: told for name, told in version.items() if name not in (*DATES, "unverified")}


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _coming(version: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
    span = {name: version.get(name) for name in ("valid_from", "valid_to")}
    return {**span, "unverified": version["unverified"] or file["unverified"], "value": value(version)}
