"""The way to the speech service for everybody else. Never hangs: each call has a deadline."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from telephony import audio
from telephony.speech import framing, spoken_digits
from telephony.speech.endpoint import HANG_OVER_NUMERIC_S, HANG_OVER_S, Endpointer
from telephony.speech.framing import FramingError, Message
from telephony.speech.protocol import NO_MATCH, Recognition, SpeechError, base_language

log = logging.getLogger(__name__)
SYNTHESIS_S, RECOGNITION_S, STATE_S, PREPARE_S = 10.0, 8.0, 1.0, 30.0
GRACE_S = 0.5
RECONNECT_S = 0.05


class SpeechClient:
    """A connection a request; while the service restarts, a request waits for it within its own deadline."""

    def __init__(self, socket_path: Path):
        self.socket_path = socket_path

    async def synthesise(self, text: str, language: str, deadline_s: float = SYNTHESIS_S) -> bytes:
        """Mu-law. Raises SpeechError."""
        wav = (await self._ask(_synthesis(text, language, deadline_s), b"", deadline_s))[1]
        return await asyncio.to_thread(audio.read_wav, wav)

    async def recognise(
        self,
        mulaw: bytes,
        language: str,
        phrases: Sequence[str],
        deadline_s: float = RECOGNITION_S,
        *,
        numeric: bool = False,
    ) -> Recognition:
        """A service that is away, full or late is a no-match; that is logged."""
        request = _recognition(language, phrases, numeric, deadline_s)
        try:
            return _understood((await self._ask(request, mulaw, deadline_s))[0])
        except SpeechError as error:
            log.warning("not understood: %s", error)
            return NO_MATCH

    async def prepare(self, language: str, phrases: Sequence[str], *, numeric: bool = False) -> None:
        """Tells ahead what will be listened for; a failure is only logged, since nothing depends on it."""
        request = {"op": "prepare", "language": language, "phrases": list(phrases), "numeric": numeric}
        try:
            await self._ask(request, b"", PREPARE_S)
        except SpeechError as error:
            log.info("not prepared: %s", error)

    def expects_digits(self, language: str, phrases: Sequence[str]) -> bool:
        """Whether these phrases ask for a row of digits."""
        return spoken_digits.are_asked_for(phrases, base_language(language))

    def endpointer(self, *, numeric: bool = False, hang_over_s: float | None = None) -> Endpointer:
        """Finds where utterances begin and end; digits are spoken with longer pauses."""
        return Endpointer(hang_over_s or (HANG_OVER_NUMERIC_S if numeric else HANG_OVER_S))

    def synthesise_now(self, text: str, language: str, deadline_s: float = SYNTHESIS_S) -> bytes:
        """Blocks. A WAV file. Raises SpeechError."""
        return self._ask_now(_synthesis(text, language, deadline_s), b"", deadline_s)[1]

    def recognise_now(
        self,
        mulaw: bytes,
        language: str,
        phrases: Sequence[str],
        deadline_s: float = RECOGNITION_S,
        *,
        numeric: bool = False,
    ) -> Recognition:
        """Blocks; otherwise as `recognise`."""
        try:
            return _understood(
                self._ask_now(_recognition(language, phrases, numeric, deadline_s), mulaw, deadline_s)[0]
            )
        except SpeechError as error:
            log.warning("not understood: %s", error)
            return NO_MATCH

    def state_now(self) -> dict[str, Any]:
        """{"status": "ready"|"loading"|"failed"|"down", "recognisers": {language: engine}, ...}; blocks a second at most."""
        try:
            return self._ask_now({"op": "state"}, b"", STATE_S)[0]
        except SpeechError as error:
            return {"status": "down", "recognisers": {}, "error": str(error)}

    async def _ask(self, header: dict[str, Any], body: bytes, deadline_s: float) -> Message:
        try:
            return _checked(await asyncio.wait_for(self._exchange(header, body), deadline_s + GRACE_S))
        except (TimeoutError, OSError, FramingError) as error:
            raise SpeechError(f"the speech service did not answer: {error or type(error).__name__}") from error

    async def _exchange(self, header: dict[str, Any], body: bytes) -> Message:
        reader, writer = await self._connect()
        try:
            writer.write(framing.encode(header, body))
            await writer.drain()
            return await framing.read(reader)
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while True:
            try:
                return await asyncio.open_unix_connection(str(self.socket_path))
            except (FileNotFoundError, ConnectionRefusedError):
                await asyncio.sleep(RECONNECT_S)

    def _ask_now(self, header: dict[str, Any], body: bytes, deadline_s: float) -> Message:
        until = monotonic() + deadline_s + GRACE_S
        try:
            with self._connect_now(until) as connection:
                connection.sendall(framing.encode(header, body))
                return _checked(framing.receive(connection))
        except (OSError, FramingError) as error:
            raise SpeechError(f"the speech service did not answer: {error or type(error).__name__}") from error

    def _connect_now(self, until: float) -> socket.socket:
        while True:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(max(0.01, until - monotonic()))
            try:
                connection.connect(str(self.socket_path))
                return connection
            except (FileNotFoundError, ConnectionRefusedError):
                connection.close()
                if monotonic() + RECONNECT_S > until:
                    raise
                sleep(RECONNECT_S)


def _synthesis(text: str, language: str, deadline_s: float) -> dict[str, Any]:
    return {"op": "synthesise", "text": text, "language": language, "deadline_s": deadline_s}


def _recognition(language: str, phrases: Sequence[str], numeric: bool, deadline_s: float) -> dict[str, Any]:
    return {
        "op": "recognise", "language": language, "phrases": list(phrases), "numeric": numeric, "deadline_s": deadline_s,
    }  # fmt: skip


def _understood(header: dict[str, Any]) -> Recognition:
    confidence = header.get("confidence")
    return Recognition(str(header.get("text", "")), None if confidence is None else float(confidence))


def _checked(message: Message) -> Message:
    if message[0].get("status") == "failed" and "error" in message[0]:
        raise SpeechError(str(message[0]["error"]), bool(message[0].get("retryable", True)))
    return message
