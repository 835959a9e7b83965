"""What the carrier asks the application for: documents and sounds; and what it tells: status callbacks."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from telephony.audio import AudioError, read_wav
from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.lanes import Lanes
from telephony.local_carrier.settings import CarrierSettings
from telephony.local_carrier.signed_http import FetchError, Pairs, SignedHttp
from telephony.local_carrier.twiml import MAX_BYTES, TwimlError, Verb, parse

__all__ = ["Document", "FetchError", "Pairs", "Webhooks", "call_parameters"]

log = logging.getLogger(__name__)
MAX_SOUND_BYTES = 40 * 1024 * 1024
MAX_KEPT_SOUND_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Document:
    """Verbs and the address they came from, against which relative addresses are read."""

    verbs: tuple[Verb, ...]
    url: str


def call_parameters(call: Call) -> list[tuple[str, str]]:
    """What every webhook about a call carries."""
    pairs = [
        ("CallSid", call.sid),
        ("AccountSid", call.account_sid),
        ("From", call.origin),
        ("To", call.to),
        ("Caller", call.origin),
        ("Called", call.to),
        ("CallStatus", call.status),
        ("ApiVersion", "2010-04-01"),
        ("Direction", call.direction),
    ]
    return pairs + ([("ParentCallSid", call.parent_sid)] if call.parent_sid else [])


class Webhooks:
    """One for the whole carrier; sounds that may be stored are kept by address while the process lives (bounded)."""

    def __init__(self, settings: CarrierSettings, session: aiohttp.ClientSession):
        self.settings = settings
        self.http = SignedHttp(settings, session)
        self.sounds: dict[str, bytes] = {}
        self.lanes = Lanes()

    async def document(self, call: Call, step: Step) -> Document:
        """Fetches what a call does next. Raises FetchError."""
        return await self.fetch(step, call_parameters(call) + list(step.parameters), call.cookies)

    async def fetch(self, step: Step, pairs: Pairs, cookies: dict[str, str]) -> Document:
        """A document (TwiML, or a sound as a <Play> of it), told `pairs`. Raises FetchError."""
        if step.twiml is not None:
            return Document(self._parse(step.twiml, ""), self.settings.voice_url)
        answer = await self.http.request(step.url, step.method, pairs, cookies, limit=MAX_BYTES + 1)
        kind = answer.content_type
        if kind.startswith("audio/"):
            return Document((Verb("Play", text=answer.url),), answer.url)
        if kind == "text/plain" and not answer.body.lstrip().startswith(b"<"):
            return Document((Verb("Say", text=answer.body.decode("utf-8", "replace")),), answer.url)
        if kind not in ("text/xml", "application/xml", "text/html", "text/plain"):
            raise FetchError(12300, step.url, f"content type {kind!r} is not TwiML")
        if not answer.body.strip():
            return Document((), answer.url)
        return Document(self._parse(answer.body, step.url), answer.url)

    @staticmethod
    def _parse(body: bytes, url: str) -> tuple[Verb, ...]:
        try:
            return parse(body)
        except TwimlError as error:
            raise FetchError(error.code, url, str(error)) from error

    async def sound(self, url: str) -> bytes:
        """A WAV file as mu-law. Raises FetchError."""
        if url not in self.sounds:
            answer = await self.http.request(url, "GET", (), {}, limit=MAX_SOUND_BYTES)
            try:
                sound = await asyncio.to_thread(read_wav, answer.body)
            except AudioError as error:
                raise FetchError(12300, url, str(error)) from error
            if answer.storable:
                self._keep(url, sound)
            return sound
        return self.sounds[url]

    def _keep(self, url: str, sound: bytes) -> None:
        self.sounds[url] = sound
        while len(self.sounds) > 200 or sum(map(len, self.sounds.values())) > MAX_KEPT_SOUND_BYTES:
            self.sounds.pop(next(iter(self.sounds)))

    async def notify(self, sid: str, url: str, method: str, pairs: Pairs) -> None:
        """A status callback: in order for one SID, its answer is ignored, a failure is logged."""
        async with self.lanes.turn(sid):
            try:
                await self.http.request(url, method, pairs, {}, limit=MAX_BYTES)
            except FetchError as error:
                log.warning("status callback failed: %s %s", error, urlsplit(url).path)
