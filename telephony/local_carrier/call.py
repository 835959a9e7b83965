"""One leg: a call resource of the REST face, and the sound that goes in and out of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from telephony.audio import FRAME_BYTES, SILENCE, mix, pad
from telephony.local_carrier.sids import new_sid

if TYPE_CHECKING:
    from telephony.local_carrier.conference import Participant

log = logging.getLogger(__name__)
LIVE = ("queued", "ringing", "in-progress")


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Endpoint(Protocol):
    """A line as a leg sees it: sound in, sound out. Keys arrive through `Call.press`."""

    def read_frame(self) -> bytes | None:
        """The next 160 bytes heard, or None when there is nothing."""

    def write_frame(self, frame: bytes) -> None: ...


class Player:
    """Mu-law sound on its way to the caller; `finished` is set when the last frame has left."""

    def __init__(self, sound: bytes, loops: int = 1):
        self.source = sound
        self.sound = pad(sound)
        self.loops = loops
        self.position = 0
        self.finished = asyncio.Event()
        if not self.sound:
            self.finished.set()

    def next_frame(self) -> bytes | None:
        if self.finished.is_set():
            return None
        frame = self.sound[self.position : self.position + FRAME_BYTES]
        self.position += FRAME_BYTES
        if self.position >= len(self.sound):
            self.position = 0
            self.loops -= 1
            if self.loops == 0:
                self.finished.set()
        return frame


@dataclass(frozen=True)
class Step:
    """The document to run next: an address with extra parameters, or TwiML given by REST."""

    url: str = ""
    method: str = "POST"
    parameters: tuple[tuple[str, str], ...] = ()
    twiml: bytes | None = None


@dataclass(eq=False)
class Call:
    """`origin` and `to` as on the wire (From, To); `endpoint` is None until a line is bound."""

    account_sid: str
    origin: str
    to: str
    direction: str
    status: str = "queued"
    sid: str = field(default_factory=lambda: new_sid("CA"))
    parent_sid: str = ""
    endpoint: Endpoint | None = None
    fallback_url: str = ""
    fallback_method: str = "POST"
    status_url: str = ""
    status_method: str = "POST"
    status_events: frozenset[str] = frozenset({"completed"})
    created: dt.datetime = field(default_factory=utc_now)
    started: dt.datetime | None = None
    ended: dt.datetime | None = None
    participant: Participant | None = None
    player: Player | None = None
    announcement: Player | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    heard_by: list[Callable[[bytes], None]] = field(default_factory=list)
    spoken_by: list[Callable[[bytes], None]] = field(default_factory=list)
    keys_to: Callable[[str], None] | None = None
    sequence: int = 0
    time_limit_s: int = 14400
    client_parameters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.answered = asyncio.Event()
        self.over = asyncio.Event()
        self.redirected: asyncio.Future[Step] = asyncio.get_running_loop().create_future()
        self.frame_in = SILENCE

    @property
    def live(self) -> bool:
        return self.status in LIVE

    @property
    def duration(self) -> int:
        """Whole seconds from the answer to the end; 0 when it was never answered."""
        if self.started is None:
            return 0
        return round(((self.ended or utc_now()) - self.started).total_seconds())

    def answer(self) -> None:
        if not self.answered.is_set() and self.live:
            self.status, self.started = "in-progress", utc_now()
            self.answered.set()

    def end(self, status: str = "completed") -> None:
        """Over, once; a late status never overwrites an earlier one."""
        if not self.over.is_set():
            self.status, self.ended = status, utc_now()
            self.over.set()

    async def settled(self) -> None:
        """Returns when the leg was answered, or is over without it."""
        waits = {asyncio.ensure_future(event.wait()) for event in (self.answered, self.over)}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def redirect(self, step: Step) -> None:
        """REST gives this leg another document; what runs now is left at once. The last of several wins."""
        if self.redirected.done():
            self.redirected = asyncio.get_running_loop().create_future()
        self.redirected.set_result(step)

    def press(self, digits: str) -> None:
        """Keys from the line; outside a verb that listens they are dropped, as the carrier does."""
        for digit in digits:
            if self.keys_to is not None and digit in "0123456789*#":
                self.keys_to(digit)

    async def play(self, sound: bytes, loops: int = 1) -> None:
        """Returns when the sound has been played out, or the caller of this was cancelled (the sound stops)."""
        player = Player(sound, loops)
        self.player = player
        try:
            await player.finished.wait()
        finally:
            if self.player is player:
                self.player = None

    def hear(self) -> bytes:
        """Takes the line's next frame and hands it to whoever listens."""
        self.frame_in = (self.endpoint.read_frame() if self.endpoint else None) or SILENCE
        self._tell(self.heard_by, self.frame_in)
        return self.frame_in

    def speak(self) -> None:
        """Sends the next frame: what is played, or else the conference; an announcement is mixed in."""
        frame = self.player.next_frame() if self.player else None
        if frame is None:
            frame = self.participant.frame_for() if self.participant else SILENCE
        over = self.announcement.next_frame() if self.announcement else None
        if over is not None:
            frame = mix([frame, over])
        if self.endpoint is not None:
            self.endpoint.write_frame(frame)
        self._tell(self.spoken_by, frame)

    def _tell(self, listeners: list[Callable[[bytes], None]], frame: bytes) -> None:
        """A listener that fails is let go; the leg and the other listeners go on."""
        for listener in tuple(listeners):
            try:
                listener(frame)
            except Exception:
                log.exception("call %s: a listener failed", self.sid)
                listeners.remove(listener)
