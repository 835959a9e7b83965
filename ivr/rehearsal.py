"""A call without a telephone: events in by hand, lookups and cases answered from what was given. For play and golden calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from ivr.effects import (
    BookCallback,
    CheckCode,
    Collect,
    Effect,
    Hangup,
    Lookup,
    Parts,
    Queue,
    RecordVoice,
    ReturnCall,
    SendCode,
    SendMessage,
    SubmitCase,
    Transfer,
)
from ivr.engine import Sprint, step
from ivr.events import (
    CallbackBooked,
    CallReturned,
    CallStarted,
    CaseSubmitted,
    CodeChecked,
    CodeSent,
    DialEnded,
    DigitsEntered,
    Event,
    HungUp,
    LookupDone,
    MessageSent,
    QueueLeft,
    Recorded,
    SpeechHeard,
    WaitTimedOut,
)
from ivr.golden_seen import OF_EFFECTS, OF_SESSION, TRAIL
from ivr.keypad import entry
from ivr.line import WrongMoment
from ivr.plain_card import plain_card
from ivr.session import Session, new_session
from ivr.spoken_card import with_spoken

if TYPE_CHECKING:
    from ivr.flow import Flow

HASH = "#"
CARDS = ("service_card", "knowledge")
NO_ANSWER = ("failed", "not_found")
"""What a lookup may be given as instead of an answer."""
DialResult = Literal["answered", "busy", "no_answer", "failed"]
DIAL_ENDS: tuple[DialResult, ...] = ("answered", "busy", "no_answer", "failed")
CODE_LIFE, CODE_TRIES = timedelta(minutes=5), 3
QUEUE_ENDS = ("left", "failed", "closed", "full")


@dataclass(frozen=True)
class GivenCode:
    """The code that is sent, whether SMS arrive, and whether a return call is answered."""

    code: str = "123456"
    sms: bool = True
    call_back: bool = True


@dataclass(frozen=True)
class Given:
    """What the world answers: lookups by source and key, the case filed, whether messages go out, how a transfer ends, what
    becomes of a callback. `answers` are those of a source whatever it is asked: a table, "not_found" or "failed"."""

    lookups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    submit: Mapping[str, Any] = field(default_factory=dict)
    message_ok: bool = True
    callback: Mapping[str, Any] = field(default_factory=dict)
    caller: Mapping[str, Any] = field(default_factory=dict)
    hours_always: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    dial: DialResult = "answered"
    verify: GivenCode = GivenCode()


class Rehearsal:
    """`said` holds what was spoken since the caller last did something; `effects` everything since the call began."""

    def __init__(self, flow: Flow, given: Given, now: datetime, language: str = "") -> None:
        self.flow = flow
        self.language = language
        self.given = given
        self.now = now
        self.session = new_session(flow)
        self.said: list[str] = []
        self.effects: list[Effect] = []
        self.path: list[str] = []
        self.quiet_since = 0
        self.taken: list[str] = []
        self.slips: list[str] = []
        self.code_sent = now
        self.tries = 0

    def start(self) -> None:
        call = {"id": "rehearsal", "started": self.now.isoformat()}
        self._take(CallStarted(self.given.caller, call, self.given.hours_always, self.language))

    @property
    def waits_for(self) -> Effect:
        return self.effects[-1]

    def press(self, keys: str) -> None:
        """Keys as on a telephone: an entry that is full leaves the rest to the next question."""
        while keys:
            wait = self.waits_for
            if isinstance(wait, RecordVoice):
                if keys[0] not in wait.finish_on:
                    raise WrongMoment(f"'{keys[0]}' does not end this recording")
                self._input(Recorded("rehearsal-recording", 0.0, keys[0]))
                keys = keys[1:]
            elif isinstance(wait, Collect):
                digits, finished_on, keys = entry(keys, wait.max_digits, wait.finish_on)
                self._input(DigitsEntered(digits, finished_on))
            elif isinstance(wait, Queue) and keys[0] in wait.offer.values():
                self._input(QueueLeft(_offered(wait, keys[0])))
                keys = keys[1:]
            else:
                raise WrongMoment(f"nothing can be pressed while the call waits for {type(wait).__name__}")

    def say(self, text: str, confidence: float | None = None) -> None:
        self._input(SpeechHeard(text, confidence))

    def silence(self) -> None:
        self._input(WaitTimedOut())

    def record(self, seconds: float) -> None:
        self._input(Recorded("rehearsal-recording", seconds, HASH))

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def leave_queue(self, result: str) -> None:
        if result not in QUEUE_ENDS:
            raise WrongMoment(f"a queue is left by {', '.join(QUEUE_ENDS)}, not '{result}'")
        self._input(QueueLeft(result))  # type: ignore[arg-type]

    def hang_up(self) -> None:
        self._take(HungUp("caller"))

    def _input(self, event: Event) -> None:
        self.said.clear()
        self.quiet_since = len(self.path)
        self._take(event)

    def _take(self, event: Event) -> None:
        """One event, and the answers to what it asks of the world. The session goes through JSON between steps, as in service."""
        next_event: Event | None = event
        while next_event is not None:
            self.session = Session.from_json(self.session.to_json())
            sprint = step(self.flow, self.session, next_event, self.now)
            if sprint.refused:
                raise WrongMoment(sprint.refused)
            self._keep(sprint)
            next_event = self._answer(sprint.effects[-1])

    def _keep(self, sprint: Sprint) -> None:
        self.session = sprint.session
        self.effects.extend(sprint.effects)
        self.path.extend(sprint.path)
        self.taken.extend(sprint.taken)
        self.slips.extend(f"{slip.node}: {slip.text}" for slip in sprint.slips)
        for effect in sprint.effects:
            if not isinstance(effect, Lookup):
                self.said.extend(_spoken(getattr(effect, "parts", ())))

    def _answer(self, effect: Effect) -> Event | None:
        if isinstance(effect, Lookup):
            return self._look_up(effect)
        if isinstance(effect, SubmitCase):
            given = self.given.submit
            reference = str(given.get("reference", "2600017"))
            return CaseSubmitted(given.get("result", "done"), reference, given.get("value", {}))
        if isinstance(effect, SendMessage):
            return MessageSent(self.given.message_ok)
        if isinstance(effect, Transfer):
            return DialEnded(self.given.dial)
        if isinstance(effect, BookCallback):
            given = self.given.callback
            booked = {"from": effect.not_before, "until": effect.not_after, **given}
            return CallbackBooked(given.get("result", "booked"), booked)
        if isinstance(effect, SendCode):
            self.code_sent, self.tries = self.now, 0
            return CodeSent("sent" if self.given.verify.sms else "unavailable")
        if isinstance(effect, CheckCode):
            return CodeChecked(self._judged(effect.code))
        if isinstance(effect, ReturnCall):
            return CallReturned("answered" if self.given.verify.call_back else "failed")
        return None

    def _judged(self, code: str) -> Literal["right", "wrong", "expired", "used_up"]:
        self.tries += 1
        if self.now > self.code_sent + CODE_LIFE:
            return "expired"
        if code == self.given.verify.code:
            return "right"
        return "wrong" if self.tries < CODE_TRIES else "used_up"

    def _look_up(self, effect: Lookup) -> LookupDone:
        whole = self.given.answers.get(effect.source)
        if whole is not None:
            return LookupDone("found", whole) if isinstance(whole, Mapping) else LookupDone(_result(whole))
        known = self.given.lookups.get(effect.source, {})
        for argument in effect.arguments.values():
            value = known.get(str(argument))
            if value in NO_ANSWER:
                return LookupDone(_result(value))
            if isinstance(value, Mapping):
                return LookupDone("found", self._told(effect, value))
        service = self.flow.library.services.get(str(effect.arguments.get("service")))
        if effect.source == "service_card" and service is not None:
            card = plain_card(service, self._language, self.session.slots, self.now.date())
            return LookupDone("found", self._told(effect, card))
        return LookupDone("not_found")

    def _told(self, effect: Lookup, found: Mapping[str, Any]) -> Mapping[str, Any]:
        """A card comes with the piece of it that is said now."""
        if effect.source not in CARDS:
            return found
        return with_spoken(found, self._language, str(effect.arguments.get("after") or ""))

    @property
    def _language(self) -> str:
        return self.session.language or self.flow.languages[0]

    @property
    def ended(self) -> bool:
        return isinstance(self.waits_for, Hangup)

    def seen(self, what: str) -> Any:
        if what in OF_SESSION:
            return OF_SESSION[what](self.session)
        if what == "trail":
            return TRAIL.join(self.path[self.quiet_since :])
        return list(self.path) if what == "passed" else OF_EFFECTS[what](self.effects)


def _result(word: Any) -> Literal["not_found", "failed"]:
    return "failed" if word == "failed" else "not_found"


def _offered(queue: Queue, key: str) -> Any:
    return next(kind for kind, other in queue.offer.items() if other == key)


def _spoken(parts: Parts) -> list[str]:
    return [part.text or f"[recording {part.recording}]" for part in parts]
