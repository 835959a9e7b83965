"""A real call as the house has written it down: who called, when, and each turn with how it came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from deploy.golden import records
from runtime import event_log
from telephony import calls

TOLD = ("result", "ok", "seconds", "finished_on", "confidence")
OF_THE_WORLD = (
    "LookupDone",
    "CaseSubmitted",
    "MessageSent",
    "CodeSent",
    "CodeChecked",
    "CallbackBooked",
    "DialEnded",
    "CallReturned",
)


class NoSuchCall(LookupError):
    """The text says what is missing."""


@dataclass(frozen=True)
class Turn:
    """`event` is the name of what happened, `told` its result, seconds, confidence or finishing key; `heard` the caller's
    words or keys, masked where they are secret; `answers` how at-once effects came out, by node."""

    at: datetime
    event: str
    told: Mapping[str, Any]
    heard: tuple[str, ...]
    said: str
    path: tuple[str, ...]
    answers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class RecordedCall:
    """`variables` are those that the dialogue still knows at its end, `service` the one that it was about last."""

    id: str
    dialled: str
    at: datetime
    mobile: bool
    anonymous: bool
    flow: str
    revision: str
    turns: tuple[Turn, ...]
    variables: Mapping[str, Any]
    service: str


def read_call(conn: Connection, call: str) -> RecordedCall:
    """Raises NoSuchCall."""
    row = calls.get(conn, call)
    if row is None:
        raise NoSuchCall(f"there is no call {call[:40]}")
    known = row._mapping
    entries = [entry for entry in event_log.of_call(conn, call) if entry.kind == "turn_taken"]
    if not entries:
        raise NoSuchCall("the call has no turns: it never spoke with a flow, or they were deleted by now")
    session = records.session(conn, call)
    return RecordedCall(
        call,
        known["to_number"],
        known["started_at"],
        known["mobile"],
        not known["from_number"],
        session.flow,
        session.revision,
        tuple(_folded([_turn(entry) for entry in entries])),
        session.variables,
        str(session.slots.get("service") or session.variables.get("service") or ""),
    )


def _folded(turns: list[Turn]) -> Iterator[Turn]:
    """What the world answered belongs to the turn that asked it."""
    kept: Turn | None = None
    for turn in turns:
        if kept is not None and turn.event in OF_THE_WORLD:
            answer = {"event": turn.event, "node": kept.path[-1] if kept.path else "", **turn.told}
            kept = replace(
                kept,
                said=f"{kept.said} {turn.said}",
                path=kept.path + turn.path,
                answers=(*kept.answers, answer, *turn.answers),
            )
            continue
        if kept is not None:
            yield kept
        kept = turn
    if kept is not None:
        yield kept


def _turn(entry: event_log.Entry) -> Turn:
    data = entry.data
    told: dict[str, Any] = {name: data[name] for name in TOLD if name in data}
    said = " ".join(data.get("said", ()))
    heard, path, answers = (tuple(data.get(name, ())) for name in ("heard", "path", "answers"))
    return Turn(entry.at, data["event"], told, heard, said, path, answers)
