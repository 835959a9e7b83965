"""The address of a connector as written: where it may lead, and where its parameters may stand."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from ivr.connectors.filling import has_stray_brace
from ivr.connectors.header_reading import SENSITIVE
from ivr.table_reader import TableReader

MAX_TEMPLATE = 500

_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%{}]+", re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+", re.ASCII)


def read_address(own: TableReader) -> str:
    """The template; "" when it cannot be used."""
    url = own.word("url", required=True)
    wrong = _wrong(url) if url else ""
    if wrong:
        own.error("url", wrong)
    return "" if wrong else url


def _wrong(url: str) -> str:
    if len(url) > MAX_TEMPLATE:
        return f"an address is at most {MAX_TEMPLATE} characters long"
    if not _CHARACTERS.fullmatch(url):
        return "an address has no blanks and only plain letters; write others percent-encoded (%20)"
    if has_stray_brace(url):
        return "a brace stands only around a parameter's name: https://api.example.org/places/{place}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return f"'{url[:60]}' is no address"
    if parts.scheme not in ("https", "http") or not host:
        return f"'{url[:60]}' is no address; it begins with https:// and a host"
    if "@" in parts.netloc:
        return "a user and password do not stand in an address; use 'secret'"
    if "{" in parts.netloc or not _HOST.fullmatch(host) or port == 0:
        return f"'{parts.netloc[:60]}' is no host; parameters stand in path or query"
    return _wrong_place(parts.path, parts.query, parts.fragment)


def _wrong_place(path: str, query: str, fragment: str) -> str:
    if any(piece.lower().replace("%2e", ".") in (".", "..") for piece in path.split("/")):
        return "an address goes straight to its place, without . and .. in the path"
    if fragment:
        return "what follows a # is never sent; leave it out"
    for name, value in parse_qsl(query, keep_blank_values=True):
        if SENSITIVE.search(name) and not value.startswith("{"):
            return f"'{name[:40]}' looks like a secret, and an address is no place for one; use 'secret' with a header"
    return ""
