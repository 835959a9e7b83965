"""Signed HTTP to the application: documents, sounds and status callbacks.

Rules: 15 s in all, one retry when the connection was refused or broke, cookies kept per call, at most 10 redirects.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

import aiohttp

from telephony.audio import AudioError, read_wav
from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.settings import CarrierSettings
from telephony.local_carrier.signature import sign
from telephony.local_carrier.twiml import MAX_BYTES, TwimlError, Verb, parse

log = logging.getLogger(__name__)
TOTAL_S = 15.0
CONNECT_S = 5.0
MAX_REDIRECTS = 10
MAX_SOUND_BYTES = 40 * 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
Pairs = Sequence[tuple[str, str]]


class FetchError(Exception):
    """The application gave nothing usable; `code` is the carrier's error number."""

    def __init__(self, code: int, url: str, text: str):
        super().__init__(f"{code} {text}")
        self.code, self.url = code, url


@dataclass(frozen=True)
class Document:
    """Verbs and the address they came from, against which relative addresses are read."""

    verbs: tuple[Verb, ...]
    url: str


@dataclass(frozen=True)
class Answer:
    url: str
    content_type: str
    body: bytes


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
    """One HTTP client for the whole carrier; sounds are kept by address while the process lives (bounded)."""

    def __init__(self, settings: CarrierSettings, session: aiohttp.ClientSession):
        self.settings, self.session = settings, session
        self.sounds: dict[str, bytes] = {}
        self.locks: dict[str, asyncio.Lock] = {}

    async def document(self, call: Call, step: Step) -> Document:
        """Fetches what to do next. Raises FetchError."""
        if step.twiml is not None:
            return Document(self._parse(step.twiml, ""), self.settings.voice_url)
        answer = await self.request(step.url, step.method, call_parameters(call) + list(step.parameters), call.cookies)
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
            answer = await self.request(url, "GET", (), {}, limit=MAX_SOUND_BYTES)
            try:
                sound = await asyncio.to_thread(read_wav, answer.body)
            except AudioError as error:
                raise FetchError(12300, url, str(error)) from error
            if len(self.sounds) >= 200:
                self.sounds.pop(next(iter(self.sounds)))
            self.sounds[url] = sound
        return self.sounds[url]

    async def notify(self, call_sid: str, url: str, method: str, pairs: Pairs) -> None:
        """A status callback: in order within one call, its answer is ignored, a failure is logged."""
        lock = self.locks.setdefault(call_sid, asyncio.Lock())
        async with lock:
            try:
                await self.request(url, method, pairs, {})
            except FetchError as error:
                log.warning("status callback failed: %s %s", error, urlsplit(url).path)

    async def request(
        self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int = MAX_BYTES + 1
    ) -> Answer:
        try:
            async with asyncio.timeout(TOTAL_S):
                return await self._follow(url, method, pairs, cookies, limit)
        except TimeoutError as error:
            raise FetchError(11203, url, f"no answer within {TOTAL_S:.0f} s") from error

    async def _follow(self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._retry(url, method, pairs, cookies, limit)
            if isinstance(answer, Answer):
                return answer
            status, url = answer
            if status in (301, 302, 303):
                method, pairs = "GET", ()
        raise FetchError(11215, url, f"more than {MAX_REDIRECTS} redirects")

    async def _retry(
        self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int
    ) -> Answer | tuple[int, str]:
        for attempt in (1, 2):
            try:
                return await self._once(url, method, pairs, cookies, limit)
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
                if attempt == 2:
                    raise FetchError(11205, url, f"cannot connect: {type(error).__name__}") from error
            except (aiohttp.ClientError, ValueError) as error:
                raise FetchError(11200, url, f"bad answer: {type(error).__name__}") from error
        raise AssertionError("unreachable")

    async def _once(
        self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int
    ) -> Answer | tuple[int, str]:
        body: bytes | None = None
        if method.upper() == "GET":
            url = _with_query(url, pairs)
            signature = sign(self.settings.auth_token, url)
        else:
            body = urlencode(pairs).encode()
            signature = sign(self.settings.auth_token, url, pairs)
        headers = {"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1", "Accept": "*/*"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        async with self.session.request(
            method.upper(), url, data=body, headers=headers, cookies=cookies, allow_redirects=False
        ) as response:
            cookies.update({name: morsel.value for name, morsel in response.cookies.items()})
            if response.status in REDIRECTS and "Location" in response.headers:
                return response.status, urljoin(url, response.headers["Location"])
            content = await response.content.read(limit)
            while len(content) < limit and not response.content.at_eof():
                content += await response.content.read(limit - len(content))
            if not 200 <= response.status < 300:
                raise FetchError(11200, url, f"HTTP status {response.status}")
            return Answer(url, response.content_type.lower(), content)


def _with_query(url: str, pairs: Pairs) -> str:
    return url + (("&" if urlsplit(url).query else "?") + urlencode(pairs) if pairs else "")
