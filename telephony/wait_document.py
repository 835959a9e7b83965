"""What is heard in the queue, and the rooms where caller and agent meet. Costs no turn: rendered from our rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ivr.effects import Part
from runtime.i18n import Texts
from telephony import addresses
from telephony.call_handler import CallHandler
from telephony.twilio import twiml

texts = Texts(Path(__file__).parent / "locale")


@dataclass(frozen=True)
class QueueState:
    """Where a caller stands: 1 is next. `staffed`: at least one agent is signed in and serving; `language` the caller's, "" before one is chosen."""

    position: int
    staffed: bool
    language: str


AskQueue = Callable[[Connection, str], QueueState | None]
AskAgentLeg = Callable[[Connection, str], str | None]


@dataclass(frozen=True)
class WaitDocument:
    """`queue(conn, call)` tells a caller's place; `leg(conn, key)` the call whose agent may join by this key."""

    calls: CallHandler
    queue: AskQueue
    leg: AskAgentLeg

    def render(self, call: str, form: Mapping[str, str]) -> bytes:
        """An honest announcement, then music; asked for again for ever."""
        now = self.calls.clock.now()
        with self.calls.database.read() as conn:
            state = self.queue(conn, call)
        if state is None:
            return twiml.waiting((), self._music())
        language = state.language or self.calls.flows.live().languages[0]
        words = texts.text(self._key(state), language, position=state.position)
        part = Part("queue.announcement", language, words)
        with self.calls.database.begin() as conn:
            self.calls.prompts.remember(conn, [part], now)
        return twiml.waiting([self.calls.prompts.address(part, now)], self._music())

    def agent_leg(self, key: str) -> bytes:
        """The agent's leg joins the caller's room; without a valid key it hears nothing and ends."""
        with self.calls.database.read() as conn:
            call = self.leg(conn, key)
        if call is None:
            return twiml.spoken((), hang_up=True)
        callback = addresses.conference(self.calls.settings.public_base_url, call)
        return twiml.conference(addresses.room_name(call), callback=callback, music="")

    def caller_room(self, call: str, wait: int) -> bytes:
        """The caller joins the room; music until the agent is there. When the room ends, the flow goes on."""
        after = addresses.step(self.calls.settings.public_base_url, call, wait, e="left")
        return twiml.conference(addresses.room_name(call), then=after)

    @staticmethod
    def _key(state: QueueState) -> str:
        if not state.staffed:
            return "queue.nobody"
        return "queue.next" if state.position <= 1 else "queue.position"

    def _music(self) -> str:
        return f"{self.calls.settings.public_base_url}/telephony/hold-music.wav"
