"""The headers of a connector: fixed words, and never a secret's value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivr.connectors.connector import Secret
from ivr.table_reader import TableReader

SENSITIVE = re.compile(
    r"token|secret|passw|authori|cookie|credential|signature|api[-_]?key|(^|[-_])(key|auth)([-_]|$)", re.I
)
"""Names of headers and parameters whose values are secrets."""
OURS = frozenset(
    ("host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "proxy-connection")
) | {"upgrade", "te", "trailer", "expect", "accept-encoding"}
"""What the connection itself writes."""
MAX_VALUE = 200

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,59}", re.ASCII)
_VALUE = re.compile(r"[ -~]*", re.ASCII)
_HARMLESS = frozenset(("accept", "accept-language", "user-agent"))
_TOKEN = re.compile(r"[A-Za-z0-9_\-.+/=]{20,}", re.ASCII)


def read_headers(own: TableReader, secret: Secret | None) -> dict[str, str]:
    """What is wrong is noted; a secret's own header is checked as well."""
    found = own.named_word("headers")
    seen = {secret.header.lower()} if secret is not None else set()
    for name, value in found.items():
        for wrong in _wrong(name, value, seen):
            own.reading.error(own.mark_within("headers", name), wrong)
        seen.add(name.lower())
    if secret is not None and secret.header:
        for wrong in _wrong_name(secret.header):
            own.error("secret", wrong)
        if not _VALUE.fullmatch(secret.scheme) or _TOKEN.search(secret.scheme):
            own.error("secret", "'scheme' is a word such as Bearer; the value itself is CONNECTOR_SECRET_<NAME>")
    return found


def _wrong(name: str, value: str, seen: set[str]) -> Iterator[str]:
    yield from _wrong_name(name)
    if name.lower() in seen:
        yield f"the header '{name[:40]}' is written twice"
    if len(value) > MAX_VALUE or not _VALUE.fullmatch(value) or "{" in value:
        yield f"the value of '{name[:40]}' is one line of plain characters without parameters; put those into url or body"
    elif SENSITIVE.search(name) or (name.lower() not in _HARMLESS and _is_token(value)):
        yield f"the value of '{name[:40]}' looks like a token; write secret: {{name: ..., header: {name[:40]}}} instead"


def _wrong_name(name: str) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield f"'{name[:40]}' is no name of a header"
    elif name.lower() in OURS:
        yield f"the header '{name}' is written by the connection itself; leave it out"


def _is_token(value: str) -> bool:
    words = _TOKEN.findall(value)
    return any(re.search(r"\d", word) and re.search(r"[A-Za-z]", word) for word in words)
