"""The working state of one sprint: opened from a session, walked through nodes, closed into a new session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ivr.effects import (
    WAITS,
    BookCallback,
    CheckCode,
    Collect,
    Effect,
    Lookup,
    NoteSlip,
    Part,
    Parts,
    RecordVoice,
    Say,
    SendCode,
    SendMessage,
    SubmitCase,
    is_repeatable,
)
from ivr.limits import MAX_TRANSCRIPT, MAX_TRANSCRIPT_LINE
from ivr.locale.phrases import phrase
from ivr.questions.protocol import Context
from ivr.session import Session, Wait
from ivr.variables import ALWAYS, Hours, Variables
from ivr.words import Words, joined

if TYPE_CHECKING:
    from ivr.flow import Flow

AT_ONCE = (Lookup, SubmitCase, SendMessage, BookCallback, SendCode, CheckCode)
"""Waits that are answered in the same request: what was to be said before them joins the prompt that comes after."""
QUEUE_TRIED = "_queue"
"""The queue that the present request was led to last: a callback or a message is for its people."""
QUIET = "quiet"
"""Silences since the caller last pressed or said anything."""


@dataclass(frozen=True)
class Sprint:
    """One step's outcome. `refused` is "" or "number text", and then nothing has changed. `path` names the nodes entered, `taken` the targets that
    led there, as the exits gave them."""

    session: Session
    effects: tuple[Effect, ...] = ()
    path: tuple[str, ...] = ()
    slips: tuple[NoteSlip, ...] = ()
    refused: str = ""
    taken: tuple[str, ...] = ()


class Run:
    def __init__(self, flow: Flow, session: Session, now: datetime) -> None:
        self.entry = flow
        self.library = flow.library
        self.graph = flow.library.flows.get(session.graph, flow)
        self.session = session
        self.now = now.astimezone(flow.library.zone)
        self.node = session.node
        self.language = session.language
        self.slots = dict(session.slots)
        self.variables = dict(session.variables)
        self.state = dict(session.state)
        self.counters = dict(session.counters)
        self.intent = session.intent
        self.owed = session.owed
        self.stack = session.stack
        self.heard: list[Mapping[str, str]] = []
        self.effects: list[Effect] = []
        self.queued: Parts = session.queued
        self.path: list[str] = []
        self.taken: list[str] = []
        self.slips: list[NoteSlip] = []
        self.wait_kind = ""
        self.ended = False
        self.scope = Variables(self)

    # speaking

    def languages(self) -> tuple[str, ...]:
        return (self.language,) if self.language else self.entry.languages

    def parts(self, words: Words | None) -> Parts:
        """The words in the caller's language, or in each language until one is chosen."""
        if words is None:
            return ()
        found: list[Part] = []
        for language in self.languages():
            self.scope.language = language
            part = words.part(language, self.scope)
            if part is not None:
                found.append(part)
        return tuple(found)

    def text(self, words: Words | None) -> str:
        return joined(self.parts(words))

    def phrase(self, key: str, /, **values: object) -> Parts:
        """The engine's own words; with values they are no fixed prompt, and so have no key."""
        place = "" if values else f"engine.{key}"
        return tuple(Part(place, language, phrase(key, language, **values)) for language in self.languages())

    def plain(self, text: str) -> Parts:
        """Words that were made for this moment, in the caller's language."""
        return (Part("", self.tongue, text),) if text else ()

    @property
    def verified(self) -> int:
        """The level at which it is known who calls: 0 not at all, 2 by the telephone in hand."""
        return int(self.variables.get("caller", {}).get("verified") or 0)

    @property
    def tongue(self) -> str:
        """The language to listen in."""
        return self.language or self.entry.languages[0]

    def speak(self, parts: Parts, barge_in: bool = True) -> None:
        """Said before whatever comes next; interruptible speech joins the next wait's prompt."""
        if barge_in:
            self.queued += parts
        elif parts:
            self.flush()
            self.do(Say(parts))
            self.note_said(parts)

    def flush(self) -> None:
        parts, self.queued = self.queued, ()
        if parts:
            self.effects.append(Say(parts))
            self.note_said(parts)

    # doing

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    def wait(self, effect: Effect) -> None:
        """The sprint ends here."""
        if self.queued and isinstance(effect, (Collect, RecordVoice)):
            effect = replace(effect, parts=self.queued + effect.parts)
            self.queued = ()
        if not isinstance(effect, AT_ONCE):
            self.flush()
            self.note_said(getattr(effect, "parts", ()))
        self.effects.append(effect)
        self.wait_kind = WAITS[type(effect)]

    def repeat(self, before: Parts = ()) -> None:
        """The wait of the sprint before once more, with what was said in it."""
        for effect in reversed(self.session.pending):
            if type(effect) in WAITS:
                self.speak(before)
                self.wait(effect)
                return

    def slip(self, text: str) -> None:
        slip = NoteSlip(text, f"{self.graph.name}.{self.node}")
        if slip not in self.slips:
            self.slips.append(slip)

    def note_said(self, parts: Parts) -> None:
        said = joined(parts)
        if said:
            self.note("ivr", said)

    def note(self, who: str, text: str, *, unclear: bool = False) -> None:
        """`unclear`: the recogniser was so unsure of it that nothing was done about it."""
        line = {"who": who, "text": text[:MAX_TRANSCRIPT_LINE], "node": f"{self.graph.name}.{self.node}"}
        self.heard.append({**line, "unclear": "yes"} if unclear else line)

    # knowing

    def hours(self) -> Hours:
        return Hours(self.library.calendars, self.now, bool(self.variables.get(ALWAYS)))

    def context(self, field: Mapping[str, Any] | None = None) -> Context:
        kept = str(self.state.get("kept", ""))
        return Context(self.tongue, self.now, field or {}, self.library.services, self.library.agencies, kept)

    def forget_request(self) -> None:
        """What was said about an earlier request; who calls, and consents, stay."""
        self.slots = {}
        self.owed = ()
        self.intent = ""
        stays = ("caller", "call")
        self.variables = {
            name: value
            for name, value in self.variables.items()
            if name in stays or (name.startswith("_") and name != QUEUE_TRIED)
        }

    # closing

    def sprint(self) -> Sprint:
        old = self.session
        effects = (*self.effects[:-1], *self.slips, *self.effects[-1:])
        session = Session(
            flow=old.flow,
            revision=old.revision,
            graph=self.graph.name,
            node=self.node,
            language=self.language,
            wait=Wait(old.wait.number + 1, self.wait_kind),
            slots=self.slots,
            variables=self.variables,
            intent=self.intent,
            state=self.state,
            counters=self.counters,
            owed=self.owed,
            heard=(*old.heard, *self.heard)[-MAX_TRANSCRIPT:],
            stack=self.stack,
            sprints=old.sprints + 1,
            queued=self.queued,
            pending=tuple(effect for effect in self.effects if is_repeatable(effect)),
            ended=self.ended,
        )
        return Sprint(session, effects, tuple(self.path), tuple(self.slips), taken=tuple(self.taken))
