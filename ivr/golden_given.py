"""What a golden call takes as given: the caller, and what the world answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ivr.rehearsal import Given

BY_ARGUMENT = ("service_card", "case_status", "knowledge")
WHOLE = ("caller_history",)
CONNECTORS = "http"
FOLDER = "calls/given"
NUMBER = "+6281200000000"


def given_in(written: Any, files: Mapping[str, Any]) -> Given:
    """`files` are plain values by file name, for answers that stand apart in calls/given/. Anything unknown is passed over."""
    given = written if isinstance(written, Mapping) else {}
    caller = {"number": NUMBER, "mobile": True, "anonymous": False, "calls_this_week": 0}
    caller.update(_table(given.get("caller")))
    lookups = {name: _answers(_table(given.get(name)), files) for name in BY_ARGUMENT if name in given}
    whole = {**{name: given[name] for name in WHOLE if name in given}, **_table(given.get(CONNECTORS))}
    submit = given.get("submit", {})
    case = {"reference": submit} if isinstance(submit, str) else _table(submit)
    return Given(
        lookups,
        case,
        given.get("message") is not False,
        caller,
        given.get("hours_always") is True,
        _answers(whole, files),
    )


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _answers(written: Mapping[str, Any], files: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key): files.get(value, value) if isinstance(value, str) else value for key, value in written.items()}
