"""What happened to a case, from the event log: who, when, what, why. For staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from casework.labels import STAFF
from casework.states import MACHINES
from runtime import accounts, event_log
from runtime.event_log import Entry

Plain = dict[str, Any]
Words = Mapping[str, str]
MOVES = ("case_filed", "case_changed")
AGENCY = "agency:"
_TOLD = ("reason", "text", "error", "stage", "receipt", "amount", "field", "channel")


def history(conn: Connection, case: Mapping[str, Any], agencies: Mapping[str, Mapping[str, Any]]) -> list[Plain]:
    """Oldest first. `who`: {"kind": staff, agency, citizen or house, "name"}."""
    entries = event_log.of_case(conn, case["id"])
    names = accounts.names(conn, {entry.actor for entry in entries if entry.actor})
    return [_line(entry, case["kind"], names, agencies) for entry in entries]


def version(entries: Sequence[Entry]) -> Entry:
    """The entry that made the case what it is: whoever saw a later one was not behind."""
    return next(entry for entry in reversed(entries) if entry.kind in MOVES)


def who(entry: Entry, names: Mapping[str, str], agencies: Mapping[str, Mapping[str, Any]]) -> Plain:
    actor = entry.actor or ""
    if actor.startswith(AGENCY):
        code = actor.removeprefix(AGENCY)
        return {"kind": "agency", "name": agencies[code]["name"]["id"] if code in agencies else code}
    if actor in names:
        return {"kind": "staff", "name": names[actor]}
    return {"kind": "citizen" if actor == "citizen" or entry.kind == "case_filed" else "house", "name": None}


def _line(entry: Entry, kind: str, names: Mapping[str, str], agencies: Mapping[str, Mapping[str, Any]]) -> Plain:
    data = entry.data
    step = MACHINES[kind].transitions.get(data.get("transition", ""))
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "who": who(entry, names, agencies),
        "transition": dict(step.label) if step else None,
        "to": STAFF[data["to"]] if data.get("to") != data.get("from") and data.get("to") in STAFF else None,
        "agency": agencies[data["agency"]]["name"] if data.get("agency") in agencies else None,
        **{name: str(data[name]) for name in _TOLD if data.get(name)},
    }
