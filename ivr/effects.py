"""What a sprint wants done, as data. The last effect of a sprint is what it waits for; nobody decides after the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ivr.plain import Plain, by_name, kind_of, known_fields


@dataclass(frozen=True)
class Part:
    """One prompt. `key` is its dotted place in the flow and names a recorded prompt together with `language`; a
    `recording` is the caller's own voice, played instead of `text`."""

    key: str
    language: str
    text: str
    recording: str = ""


Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Say:
    """Spoken to its end: the caller cannot interrupt it."""

    parts: Parts


@dataclass(frozen=True)
class Collect:
    """Speak, interruptibly, then wait for keys or speech. `max_digits` 0: no count ends the entry; `finish_on` "" or "#"."""

    parts: Parts
    keys: bool
    speech: bool
    max_digits: int
    timeout_s: int
    finish_on: str
    language: str
    hints: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True)
class RecordVoice:
    """Speak, then record until one of the keys `finish_on`, silence, or `max_s` seconds."""

    parts: Parts
    max_s: int
    finish_on: str = "#"


@dataclass(frozen=True)
class Queue:
    """Wait for an agent. A higher `priority` is served first; `announce` has position, wait, every_s; `offer` is what a key gives
    instead of waiting, `{"callback": "1", "voicemail": "2"}`. `returning`: the caller left this queue by such a key, changed
    their mind, and keeps the old place."""

    name: str
    skills: tuple[str, ...]
    priority: int
    announce: Mapping[str, Any]
    parts: Parts = ()
    offer: Mapping[str, str] = field(default_factory=dict)
    returning: bool = False


@dataclass(frozen=True)
class Transfer:
    """Rings `to` (a number, or sip:...) for `timeout_s`. `whisper` is said to whoever answers, and to nobody else."""

    to: str
    timeout_s: int
    whisper: Parts
    parts: Parts = ()


@dataclass(frozen=True)
class Lookup:
    """`source` is one of the house's or the name of a connector. `parts` fill the time when the answer is slow, at most
    `timeout_s` seconds."""

    source: str
    arguments: Mapping[str, Any]
    parts: Parts = ()
    timeout_s: int = 8


@dataclass(frozen=True)
class SubmitCase:
    """`service` is None for a complaint that names none. Slots hold only what the caller gave. `verified` is
    the level at which it is known who calls: 0 not at all, 2 by the telephone in hand. `read_back`: what was read out and
    confirmed, as ReadBack keeps it; None when nothing was."""

    service: str | None
    kind: Literal["application", "complaint"]
    slots: Mapping[str, Any]
    speak: bool = True
    verified: int = 0
    read_back: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class SendMessage:
    text: str
    to: str


@dataclass(frozen=True)
class BookCallback:
    """Ring `number` (E.164) back for `queue` between `not_before` and `not_after` (ISO 8601). `service` is "" where none is known;
    `reason`: the queue was closed, or the caller did not want to wait."""

    number: str
    queue: str
    skills: tuple[str, ...]
    service: str
    not_before: str
    not_after: str
    reason: Literal["closed", "waiting"]


@dataclass(frozen=True)
class KeepVoicemail:
    """A message in the caller's voice for whoever serves `queue`."""

    recording: str
    seconds: float
    queue: str
    service: str


@dataclass(frozen=True)
class SendCode:
    """A one-time code by SMS. It is made, kept and judged outside the dialogue, which never knows it."""

    to: str


@dataclass(frozen=True)
class CheckCode:
    """What the caller gave as the code that was sent last. Belongs in no session and no log."""

    code: str


@dataclass(frozen=True)
class ReturnCall:
    """Says `parts` and ends the call; the house rings `to`, and the dialogue goes on with whoever answers there."""

    to: str
    parts: Parts


@dataclass(frozen=True)
class RecordSurvey:
    """`answers`: `{"element": code, "score": 1..4 or None when it was passed over}`."""

    answers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class RecordConsent:
    name: str
    version: str
    given: bool


@dataclass(frozen=True)
class StartRecording:
    """From here on the caller's leg is recorded."""


@dataclass(frozen=True)
class NoteSlip:
    """A slip of the flow's author; the call goes on."""

    text: str
    node: str


@dataclass(frozen=True)
class Hangup:
    """The call ends when all that came before has been spoken."""


Effect = (
    Say
    | Collect
    | RecordVoice
    | Queue
    | Transfer
    | Lookup
    | SubmitCase
    | SendMessage
    | BookCallback
    | KeepVoicemail
    | SendCode
    | CheckCode
    | ReturnCall
    | RecordSurvey
    | RecordConsent
    | StartRecording
    | NoteSlip
    | Hangup
)

EFFECTS: Mapping[str, type[Any]] = by_name(
    (
        Say,
        Collect,
        RecordVoice,
        Queue,
        Transfer,
        Lookup,
        SubmitCase,
        SendMessage,
        BookCallback,
        KeepVoicemail,
        SendCode,
        CheckCode,
        ReturnCall,
        RecordSurvey,
        RecordConsent,
        StartRecording,
        NoteSlip,
        Hangup,
    )
)

WAITS: Mapping[type[Any], str] = {
    Collect: "collect",
    RecordVoice: "record",
    Queue: "queue",
    Transfer: "dial",
    Lookup: "lookup",
    SubmitCase: "submit",
    SendMessage: "message",
    BookCallback: "callback",
    SendCode: "code",
    CheckCode: "code_check",
    ReturnCall: "returned",
    Hangup: "hangup",
}
"""The kind of wait that each waiting effect opens."""

_REPEATED = frozenset({Say, *WAITS} - {CheckCode})
_PARTS = ("parts", "whisper")


def is_repeatable(effect: Effect) -> bool:
    """True for what may be rendered again: speech and the wait itself, nothing that is written down, and no code."""
    return type(effect) in _REPEATED


def effect_to_plain(effect: Effect) -> Plain:
    plain: Plain = {"type": type(effect).__name__, **vars(effect)}
    for name in _PARTS:
        if name in plain:
            plain[name] = [dict(vars(part)) for part in plain[name]]
    return plain


def effect_from_plain(plain: Mapping[str, Any]) -> Effect:
    """Raises UnknownKind for a type that is no effect."""
    kind = kind_of(plain, EFFECTS)
    values = known_fields(plain, kind)
    for name in _PARTS:
        if name in values:
            values[name] = tuple(Part(**known_fields(part, Part)) for part in values[name])
    for name in ("hints", "skills", "answers"):
        if name in values:
            values[name] = tuple(values[name])
    effect: Effect = kind(**values)
    return effect
