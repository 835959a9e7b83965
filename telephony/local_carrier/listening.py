"""Speech for <Gather>: a leg's sound is cut into utterances, and each is recognised with the verb's hints as grammar."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from telephony.audio import FRAME_BYTES
from telephony.local_carrier.call import Call
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.gather import Input, SpeechEnded, SpeechStarted
from telephony.speech.client import SpeechClient

log = logging.getLogger(__name__)
FRAMES_AT_ONCE = 2
MOST_BEHIND = 3000
NUMBERS = "numbers_and_commands"
DIGIT_CLASS = "$OOV_CLASS_DIGIT_SEQUENCE"
VAD_THREADS = 2


@dataclass(frozen=True)
class Expected:
    """What a Gather asks for: `numeric` when digits are to be spoken, `hang_over_s` when its speechTimeout is in seconds."""

    language: str
    phrases: tuple[str, ...]
    numeric: bool
    hang_over_s: float | None


def expected(verb: Verb, client: SpeechClient) -> Expected:
    """Hints are separated by commas; speechModel or a digit class asks for digits, as do hints that name all ten."""
    hints = tuple(hint.strip() for hint in verb.get("hints").split(",") if hint.strip())
    phrases = tuple(hint for hint in hints if not hint.startswith("$"))
    language = verb.get("language", "en-US")
    numeric = verb.get("speechModel") == NUMBERS or DIGIT_CLASS in hints or client.expects_digits(language, phrases)
    pause = verb.number("speechTimeout", 0, 0, 5)
    return Expected(language, phrases, numeric, float(pause) or None)


class LegListener:
    """Hears one leg until it is closed. The detector runs in `threads`, never on the thread of the 20 ms clock."""

    def __init__(
        self,
        client: SpeechClient,
        call: Call,
        wanted: Expected,
        tell: Callable[[Input], None],
        threads: ThreadPoolExecutor,
    ):
        self._client, self._call, self._wanted, self._tell = client, call, wanted, tell
        self._threads = threads
        self._frames: asyncio.Queue[bytes] = asyncio.Queue(MOST_BEHIND)
        call.heard_by.append(self._hear)
        self._tasks = [asyncio.create_task(self._prepare()), asyncio.create_task(self._listen())]
        for task in self._tasks:
            task.add_done_callback(_report)

    def close(self) -> None:
        if self._hear in self._call.heard_by:
            self._call.heard_by.remove(self._hear)
        for task in self._tasks:
            task.cancel()

    def _hear(self, frame: bytes) -> None:
        if not self._frames.full():
            self._frames.put_nowait(frame)

    async def _prepare(self) -> None:
        wanted = self._wanted
        await self._client.prepare(wanted.language, wanted.phrases, numeric=wanted.numeric)

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        wanted = self._wanted
        endpointer = await loop.run_in_executor(
            self._threads, lambda: self._client.endpointer(numeric=wanted.numeric, hang_over_s=wanted.hang_over_s)
        )
        while True:
            for decision in await loop.run_in_executor(self._threads, endpointer.feed, await self._next_sound()):
                utterance = getattr(decision, "mulaw", None)
                self._tell(SpeechStarted() if utterance is None else await self._recognise(utterance))

    async def _next_sound(self) -> bytes:
        """All that has come in, and at least enough for the detector to say something about."""
        sound = b""
        while len(sound) < FRAMES_AT_ONCE * FRAME_BYTES or not self._frames.empty():
            sound += await self._frames.get()
        return sound

    async def _recognise(self, utterance: bytes) -> SpeechEnded:
        wanted = self._wanted
        found = await self._client.recognise(utterance, wanted.language, wanted.phrases, numeric=wanted.numeric)
        return SpeechEnded(found.text, found.confidence)


def open_listener(client: SpeechClient) -> Callable[[Call, Verb, Callable[[Input], None]], LegListener]:
    """What `Exchange` calls to open a recogniser on a leg."""
    threads = ThreadPoolExecutor(VAD_THREADS, thread_name_prefix="voice-activity")

    def listen(call: Call, verb: Verb, tell: Callable[[Input], None]) -> LegListener:
        return LegListener(client, call, expected(verb, client), tell, threads)

    return listen


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a leg is no longer listened to", exc_info=error)
