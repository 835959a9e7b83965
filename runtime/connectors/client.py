"""One HTTP request for a flow: to a host that is allowed, at the address that was checked, bounded in time and size."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from ivr.connectors.connector import Request
from runtime.connectors.addresses import is_public
from runtime.connectors.hosts import Host, allowed

MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_HEADERS = 16_384
PIECE = 8_192
Resolve = Callable[[str, int], Sequence[str]]


class Failed(Exception):
    """No answer. `again`: another attempt may fare better. The text names host or kind, never an address with its values."""

    def __init__(self, text: str, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


class Redirected(Failed):
    """A POST was answered by a redirect: it is not sent on."""


@dataclass(frozen=True)
class Answer:
    """`retry_after` is the header of that name, "" without one."""

    status: int
    body: bytes
    retry_after: str = ""


def resolve(name: str, port: int) -> Sequence[str]:
    """The addresses of a name, by the machine's own resolver. Raises OSError."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Client:
    """Safe for threads. A name is resolved once for each connection, and that very address is called. `setting` is where the
    operator lists the hosts."""

    hosts: tuple[Host, ...]
    resolve: Resolve = resolve
    setting: str = "CONNECTOR_HOSTS"
    _resolving: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "resolving"))

    def ask(self, request: Request, secret: Mapping[str, str], seconds: float, max_bytes: int) -> Answer:
        """`secret` is a header of its own, sent to the request's host and nowhere else. Raises Failed."""
        try:
            return asyncio.run(self._ask(request, secret, seconds, max_bytes))
        except TimeoutError as slow:
            raise Failed("no answer in time", again=True) from slow
        except (aiohttp.ClientError, OSError, ValueError) as wrong:
            raise Failed(type(wrong).__name__, again=True) from wrong

    async def _ask(self, request: Request, secret: Mapping[str, str], seconds: float, max_bytes: int) -> Answer:
        async with asyncio.timeout(seconds):
            first = url = URL(request.url, encoded=True)
            for _ in range(MAX_REDIRECTS + 1):
                ours = url.origin() == first.origin()
                headers = {**request.headers, **secret} if ours else {}
                answer, onward = await self._once(request, url, headers, max_bytes)
                if onward is None:
                    return answer
                if request.method != "GET":
                    raise Redirected("a POST was answered by a redirect")
                url = onward
            raise Failed(f"more than {MAX_REDIRECTS} redirects")

    async def _once(
        self, request: Request, url: URL, headers: Mapping[str, str], max_bytes: int
    ) -> tuple[Answer, URL | None]:
        host = self._allowed(url)
        body = None if request.body is None else request.body.encode()
        sent = {"Accept": "application/json", **headers, "Accept-Encoding": "identity"}
        if body is not None:
            sent["Content-Type"] = "application/json"
        checked = _Checked(self.resolve, self._resolving, host.private, self.setting)
        connections = aiohttp.TCPConnector(resolver=checked, use_dns_cache=False, force_close=True)
        async with (
            aiohttp.ClientSession(
                connector=connections,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_field_size=MAX_HEADERS,
                max_line_size=MAX_HEADERS,
                timeout=aiohttp.ClientTimeout(total=None),
            ) as session,
            session.request(request.method, url, headers=sent, data=body, allow_redirects=False) as response,
        ):
            if response.status in REDIRECTS:
                return Answer(response.status, b""), _onward(url, response.headers.get("Location", ""))
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise Failed("the answer is compressed, and nobody asked for that")
            again = response.headers.get("Retry-After", "")
            return Answer(response.status, await _read(response, max_bytes), again), None

    def _allowed(self, url: URL) -> Host:
        """Raises Failed."""
        host = allowed(self.hosts, url.scheme, url.raw_host or "", url.port or 0)
        if host is None:
            raise Failed(f"{url.scheme}://{url.raw_host}:{url.port} is not in {self.setting}")
        if _is_address(host.name) and not host.private and not is_public(host.name):
            raise Failed(_private(host.name, self.setting))
        return host


@dataclass(frozen=True)
class _Checked(AbstractResolver):
    """Resolves by the client's own function, and refuses a name when any of its addresses is not everybody's."""

    find: Resolve
    pool: ThreadPoolExecutor
    private: bool
    setting: str

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().run_in_executor(self.pool, self.find, host, port)
        if not self.private and not all(map(is_public, found)):
            raise Failed(_private(host, self.setting))
        return [_result(host, address, port) for address in found]

    async def close(self) -> None:
        """Nothing is held."""


def _result(name: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return {
        "hostname": name,
        "host": address,
        "port": port,
        "family": family,
        "proto": socket.IPPROTO_TCP,
        "flags": socket.AI_NUMERICHOST,
    }


def _private(name: str, setting: str) -> str:
    return f"{name} leads into a private network; if that is meant, write private+ before it in {setting}"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _onward(url: URL, location: str) -> URL:
    if not location:
        raise Failed("a redirect leads nowhere")
    return url.join(URL(location))


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    if (response.content_length or 0) > max_bytes:
        raise Failed(f"the answer is longer than {max_bytes} bytes")
    body = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        body += piece
        if len(body) > max_bytes:
            raise Failed(f"the answer is longer than {max_bytes} bytes")
    return bytes(body)
