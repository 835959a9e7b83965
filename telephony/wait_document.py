"""What is heard in the queue, and the rooms where caller and agent meet. Costs no turn: rendered from our rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from ivr.effects import Part
from ivr.spoken_forms import say_digits
from runtime.i18n import Texts
from telephony import addresses
from telephony.call_handler import CallHandler
from telephony.twilio import requests, twiml

texts = Texts(Path(__file__).parent / "locale")


@dataclass(frozen=True)
class Announce:
    """What a flow wants told of the wait, and after how many seconds again."""

    position: bool = True
    wait: bool = True
    every_s: int = 40


@dataclass(frozen=True)
class QueueState:
    """Where a caller stands: 1 is next. `staffed`: at least one agent is signed in and serving; `language` the caller's, "" before one is
    chosen. `wait` is the dialogue's wait; `offer` what a key gives instead of waiting, `{"callback": "1"}`. `minutes`:
    the expected wait, None where it is not known."""

    position: int
    staffed: bool
    language: str
    wait: int = 0
    offer: Mapping[str, str] = field(default_factory=dict)
    announce: Announce = Announce()
    minutes: int | None = None


@dataclass(frozen=True)
class CalledBack:
    """The call whose agent waits for a caller whom the house rings back; `language` is "" where none was chosen."""

    call_id: str
    language: str


AskQueue = Callable[[Connection, str], QueueState | None]
TakeOffer = Callable[[Connection, datetime, str, int, str], str]
AskCalledBack = Callable[[Connection, str], CalledBack | None]
AskAgentLeg = Callable[[Connection, str], str | None]


@dataclass(frozen=True)
class WaitDocument:
    """`queue(conn, call)` tells a caller's place; `leg(conn, key)` the call whose agent may join by this key; `take(conn, now, call, wait,
    key)` lets the caller out of the queue for what the key gives, which it returns, or "" where nothing does; `ask_called_back(conn, key)` whom the leg of a caller who is rung back meets."""

    calls: CallHandler
    queue: AskQueue
    leg: AskAgentLeg
    take: TakeOffer
    ask_called_back: AskCalledBack

    def render(self, call: str, form: Mapping[str, str]) -> bytes:
        """An honest announcement, then music; asked for again for ever."""
        now = self.calls.clock.now()
        with self.calls.database.read() as conn:
            state = self.queue(conn, call)
        if state is None:
            return twiml.waiting((), self._music(Announce.every_s))
        language = state.language or self.calls.flows.live().languages[0]
        parts = announcement(state, language)
        with self.calls.database.begin() as conn:
            self.calls.prompts.remember(conn, parts, now)
        key = addresses.queue_key(self.calls.settings.public_base_url, call, state.wait) if state.offer else ""
        sounds = [self.calls.prompts.address(part, now) for part in parts]
        return twiml.waiting(sounds, self._music(state.announce.every_s), key)

    def key_pressed(self, call: str, wait: int, form: Mapping[str, str]) -> bytes:
        """What the key gives is chosen now, unless an agent was faster; any other key changes nothing."""
        with self.calls.database.begin() as conn:
            taken = self.take(conn, self.calls.clock.now(), call, wait, requests.queue_key(form))
        if not taken:
            return self.render(call, form)
        self.calls.wake()
        return twiml.LEAVE_QUEUE

    def agent_leg(self, key: str) -> bytes:
        """The agent's leg joins the caller's room; without a valid key it hears nothing and ends."""
        with self.calls.database.read() as conn:
            call = self.leg(conn, key)
        if call is None:
            return twiml.spoken((), hang_up=True)
        callback = addresses.conference(self.calls.settings.public_base_url, call)
        return twiml.conference(addresses.room_name(call), callback=callback, music="")

    def called_back(self, key: str) -> bytes:
        """A caller who is rung back hears who calls, and meets the agent; when nobody waits any more, that is said."""
        now = self.calls.clock.now()
        with self.calls.database.read() as conn:
            found = self.ask_called_back(conn, key)
        languages = self.calls.flows.live().languages
        chosen = (found.language,) if found is not None and found.language else languages
        words = "called_back" if found is not None else "called_back_in_vain"
        parts = [Part(words, language, texts.text(words, language)) for language in chosen]
        with self.calls.database.begin() as conn:
            self.calls.prompts.remember(conn, parts, now)
        sounds = [self.calls.prompts.address(part, now) for part in parts]
        if found is None:
            return twiml.spoken(sounds, hang_up=True)
        return twiml.conference(addresses.room_name(found.call_id), sounds=sounds)

    def caller_room(self, call: str, wait: int) -> bytes:
        """The caller joins the room; music until the agent is there. When the room ends, the flow goes on."""
        after = addresses.step(self.calls.settings.public_base_url, call, wait, e="left")
        return twiml.conference(addresses.room_name(call), then=after)

    def _music(self, seconds: int) -> str:
        return f"{self.calls.settings.public_base_url}/telephony/hold-music.wav?s={seconds}"


def announcement(state: QueueState, language: str) -> list[Part]:
    """What is heard before the music: the place and the wait as far as they are known and wanted, then what the keys give."""
    announced = [texts.text(_place(state), language, position=state.position)]
    if state.announce.wait and state.minutes and state.staffed and state.position > 1:
        key = "queue.wait_one" if state.minutes == 1 else "queue.wait"
        announced.append(texts.text(key, language, minutes=state.minutes))
    told = [Part("queue.announcement", language, " ".join(announced))]
    for what, key in state.offer.items():
        words = texts.text(f"queue.offer.{what}", language, digit=say_digits(key, language))
        told.append(Part("queue.offer", language, words))
    return told


def _place(state: QueueState) -> str:
    if not state.staffed:
        return "queue.nobody" if state.announce.position else "queue.nobody_yet"
    if not state.announce.position:
        return "queue.busy"
    return "queue.next" if state.position <= 1 else "queue.position"
