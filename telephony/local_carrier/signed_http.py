"""Signed HTTP requests as the manual words them.

Rules: 15 s in all, one retry when the connection was refused or broke (with the same idempotency token), cookies kept
per call, at most 10 redirects.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

import aiohttp

from telephony.local_carrier.settings import CarrierSettings
from telephony.local_carrier.signature import sign

CONNECT_S = 5.0
MAX_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)
Pairs = Sequence[tuple[str, str]]


class FetchError(Exception):
    """The application gave nothing usable; `code` is the carrier's error number."""

    def __init__(self, code: int, url: str, text: str):
        super().__init__(f"{code} {text}")
        self.code, self.url = code, url


@dataclass(frozen=True)
class Answer:
    url: str
    content_type: str
    body: bytes
    storable: bool = True


class SignedHttp:
    """The carrier's way to the application."""

    def __init__(self, settings: CarrierSettings, session: aiohttp.ClientSession):
        self.settings, self.session = settings, session

    async def request(self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int) -> Answer:
        """Asks with `pairs` as form or query; at most `limit` bytes are read. Raises FetchError."""
        try:
            async with asyncio.timeout(self.settings.webhook_timeout_s):
                return await self._follow(url, method, pairs, cookies, limit)
        except TimeoutError as error:
            raise FetchError(11203, url, f"no answer within {self.settings.webhook_timeout_s:g} s") from error

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
        token = secrets.token_hex(16)
        for attempt in (1, 2):
            try:
                return await self._once(url, method, pairs, cookies, limit, token)
            except aiohttp.ClientConnectorDNSError as error:
                raise FetchError(11210, url, "no such host") from error
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
                if attempt == 2:
                    raise FetchError(11205, url, f"cannot connect: {type(error).__name__}") from error
            except (aiohttp.ClientError, ValueError) as error:
                raise FetchError(11200, url, f"bad answer: {type(error).__name__}") from error
        raise AssertionError("unreachable")

    async def _once(
        self, url: str, method: str, pairs: Pairs, cookies: dict[str, str], limit: int, token: str
    ) -> Answer | tuple[int, str]:
        url, body, headers = self._signed(url, method, pairs, token)
        async with self.session.request(
            method.upper(), self._reached_at(url), data=body, headers=headers, cookies=cookies, allow_redirects=False
        ) as response:
            cookies.update({name: morsel.value for name, morsel in response.cookies.items()})
            if response.status in REDIRECTS and "Location" in response.headers:
                return response.status, urljoin(url, response.headers["Location"])
            content = await response.content.read(limit)
            while len(content) < limit and not response.content.at_eof():
                content += await response.content.read(limit - len(content))
            if not 200 <= response.status < 300:
                raise FetchError(11200, url, f"HTTP status {response.status}")
            storable = "no-store" not in response.headers.get("Cache-Control", "")
            return Answer(url, response.content_type.lower(), content, storable)

    def _reached_at(self, url: str) -> str:
        known, here = self.settings.shortcut or ("", "")
        return here + url.removeprefix(known) if known and url.startswith(f"{known}/") else url

    def _signed(self, url: str, method: str, pairs: Pairs, token: str) -> tuple[str, bytes | None, dict[str, str]]:
        """The address, body and headers of one try. The carrier's own recordings are asked for with its own password."""
        body: bytes | None = None
        if method.upper() == "GET":
            url = _with_query(url, pairs)
            signature = sign(self.settings.auth_token, url)
        else:
            body = urlencode(pairs).encode()
            signature = sign(self.settings.auth_token, url, pairs)
        headers = {"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1", "Accept": "*/*"}
        headers["I-Twilio-Idempotency-Token"] = token
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        if url.startswith(self.settings.base_url + "/2010-04-01/"):
            headers["Authorization"] = aiohttp.encode_basic_auth(self.settings.account_sid, self.settings.auth_token)
        return url, body, headers


def _with_query(url: str, pairs: Pairs) -> str:
    return url + (("&" if urlsplit(url).query else "?") + urlencode(pairs) if pairs else "")
