"""What happened on the call, as the engine is told it. Each is plain data and goes to a dict and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ivr.plain import Plain, by_name, kind_of, known_fields, to_plain


@dataclass(frozen=True)
class CallStarted:
    """`caller`: number, mobile (bool), anonymous (bool), calls_this_week. `call`: id, started (ISO 8601). `language` is
    that of the number that was dialled, "" where the caller chooses."""

    caller: Mapping[str, Any] = field(default_factory=dict)
    call: Mapping[str, Any] = field(default_factory=dict)
    hours_always: bool = False
    language: str = ""


@dataclass(frozen=True)
class DigitsEntered:
    """Keys in the order pressed; `finished_on` is the key that ended the entry, "" when a pause or the count did."""

    digits: str
    finished_on: str = ""


@dataclass(frozen=True)
class SpeechHeard:
    """`confidence` is 0..1, or None where the recogniser gives none."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True)
class WaitTimedOut:
    """Nothing was pressed or said in time."""


@dataclass(frozen=True)
class Recorded:
    """`recording` is the id to play it by; `seconds` its length, 0 when nothing was said. `finished_on` is the key that ended it, "" when
    silence or the length did: a command's key then is that command. `text` is what a recogniser made of it, "" where none listened."""

    recording: str
    seconds: float
    finished_on: str = ""
    text: str = ""


@dataclass(frozen=True)
class LookupDone:
    result: Literal["found", "not_found", "failed"]
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseSubmitted:
    """`reference` as it is keyed in; `value` is what a flow may say of the case. `full`: its appointment cannot be had."""

    result: Literal["done", "already_filed", "full", "failed"]
    reference: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MessageSent:
    ok: bool


@dataclass(frozen=True)
class CallbackBooked:
    """`refused`: that number is not rung. `value`: `from` and `until` (ISO 8601) of what stands booked, `already` when it
    had been booked before."""

    result: Literal["booked", "refused", "failed"]
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class QueueLeft:
    """`left`: an agent spoke with the caller and has finished. `callback`, `voicemail`: the key of that offer was pressed."""

    result: Literal["left", "failed", "closed", "full", "callback", "voicemail"]


@dataclass(frozen=True)
class DialEnded:
    """`answered`: the other side spoke with the caller and has hung up."""

    result: Literal["answered", "busy", "no_answer", "failed"]


@dataclass(frozen=True)
class CodeSent:
    """`unavailable`: too many were sent to this number or in this call."""

    result: Literal["sent", "unavailable"]


@dataclass(frozen=True)
class CodeChecked:
    """`used_up`: no further try is left."""

    result: Literal["right", "wrong", "expired", "used_up"]


@dataclass(frozen=True)
class CallReturned:
    result: Literal["answered", "failed"]


@dataclass(frozen=True)
class HungUp:
    by: Literal["caller", "agent", "system"]


Event = (
    CallStarted
    | DigitsEntered
    | SpeechHeard
    | WaitTimedOut
    | Recorded
    | LookupDone
    | CaseSubmitted
    | MessageSent
    | CallbackBooked
    | QueueLeft
    | DialEnded
    | CodeSent
    | CodeChecked
    | CallReturned
    | HungUp
)

EVENTS: Mapping[str, type[Any]] = by_name(
    (
        CallStarted,
        DigitsEntered,
        SpeechHeard,
        WaitTimedOut,
        Recorded,
        LookupDone,
        CaseSubmitted,
        MessageSent,
        CallbackBooked,
        QueueLeft,
        DialEnded,
        CodeSent,
        CodeChecked,
        CallReturned,
        HungUp,
    )
)


def event_to_plain(event: Event) -> Plain:
    return to_plain(event)


def event_from_plain(plain: Mapping[str, Any]) -> Event:
    """Raises UnknownKind for a type that is no event."""
    kind = kind_of(plain, EVENTS)
    event: Event = kind(**known_fields(plain, kind))
    return event
