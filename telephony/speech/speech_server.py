"""The socket of the speech service: each connection is served until it is closed, each message gets one reply."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from telephony.speech import framing, requests
from telephony.speech.framing import FramingError, Message
from telephony.speech.protocol import SpeechError
from telephony.speech.recogniser_pool import RecogniserPool
from telephony.speech.synthesis import CachedSynthesis

log = logging.getLogger(__name__)
RECOGNITION_DEADLINE_S = 5.0
SYNTHESIS_DEADLINE_S = 15.0
MOST_SPOKEN_AT_ONCE = 32

Operation = Callable[[dict[str, Any], bytes], Awaitable[Message]]


class SpeechServer:
    def __init__(self, synthesis: CachedSynthesis, pool: RecogniserPool):
        self.synthesis, self.pool = synthesis, pool
        self._mouth = ThreadPoolExecutor(1, thread_name_prefix="synthesiser")
        self._speaking = 0
        self._operations: dict[str, Operation] = {
            "state": self._state,
            "synthesise": self._synthesise,
            "recognise": self._recognise,
            "prepare": self._prepare,
        }

    async def listen(self, socket: Path) -> asyncio.Server:
        """Only the owner of the process can connect."""
        _clear_way(socket)
        before = os.umask(0o177)
        try:
            return await asyncio.start_unix_server(self._serve, str(socket))
        finally:
            os.umask(before)

    async def stop(self) -> None:
        await self.pool.stop()
        self.synthesis.child.stop()
        self._mouth.shutdown(wait=True, cancel_futures=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                header, body = await framing.read(reader)
                writer.write(framing.encode(*await self._answer(header, body)))
                await writer.drain()
        except (FramingError, ConnectionError) as error:
            log.debug("connection closed: %s", error)
        except asyncio.CancelledError:
            log.debug("the service ends within a request")
        finally:
            writer.close()

    async def _answer(self, header: dict[str, Any], body: bytes) -> Message:
        operation = self._operations.get(str(header.get("op")))
        try:
            if operation is None:
                raise SpeechError("there is no such operation", retryable=False)
            return await operation(header, body)
        except SpeechError as error:
            log.warning("%s: %s", str(header.get("op"))[:20], error)
            return {"status": "failed", "error": str(error), "retryable": error.retryable}, b""

    async def _state(self, header: dict[str, Any], body: bytes) -> Message:
        pool = self.pool
        return {
            "status": pool.state,
            "recognisers": pool.engines,
            "synthesiser": "pyttsx3",
            "waiting": pool.waiting,
            "spoken_at_once": self._speaking,
        }, b""

    async def _synthesise(self, header: dict[str, Any], body: bytes) -> Message:
        text, language = requests.text(header, "text"), requests.text(header, "language")
        seconds = requests.deadline(header, SYNTHESIS_DEADLINE_S)
        if self._speaking >= MOST_SPOKEN_AT_ONCE:
            raise SpeechError("too many texts wait for the synthesiser")
        self._speaking += 1
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._mouth, self.synthesis.synthesise, text, language)
        work.add_done_callback(self._spoken)
        try:
            return {"status": "ok"}, await asyncio.wait_for(asyncio.shield(work), seconds)
        except TimeoutError as error:
            raise SpeechError(f"the synthesiser took longer than {seconds:g} s") from error

    def _spoken(self, work: asyncio.Future[bytes]) -> None:
        self._speaking -= 1
        if not work.cancelled():
            work.exception()

    async def _recognise(self, header: dict[str, Any], body: bytes) -> Message:
        wanted, seconds = requests.expected(header), requests.deadline(header, RECOGNITION_DEADLINE_S)
        sound = requests.utterance(body)
        found = await self.pool.recognise(sound, wanted.language, wanted.phrases, wanted.numeric, seconds)
        return {"status": "ok", "text": found.text, "confidence": found.confidence}, b""

    async def _prepare(self, header: dict[str, Any], body: bytes) -> Message:
        wanted = requests.expected(header)
        await self.pool.prepare(wanted.language, wanted.phrases, wanted.numeric)
        return {"status": "ok"}, b""


def _clear_way(socket: Path) -> None:
    socket.parent.mkdir(parents=True, exist_ok=True)
    socket.unlink(missing_ok=True)
