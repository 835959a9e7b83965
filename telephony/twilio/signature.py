"""Is a webhook signed by the account? SHA-1 by our own constant-time HMAC; SHA-256 by the official validator.

Source: the vendor's manual on webhook security, and twilio.request_validator as oracle in the tests.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator, get_signature_algorithm

SIGNATURE = "X-Twilio-Signature"
SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
DEFAULT_PORTS = {"https": 443, "http": 80}
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Signed:
    """What is checked: the address as the carrier used it, and the form's pairs (blank values included)."""

    url: str
    pairs: Pairs


def is_valid(token: str, request: Signed, header: Callable[[str], str]) -> bool:
    """True when the signature fits the address with or without its port. `header` gives a header, "" when absent."""
    given = header(SIGNATURE)
    if header(SETTINGS):
        return _official(token, request, given, get_signature_algorithm(header(SETTINGS)))
    valid = False
    for url in addresses(request.url):
        valid |= hmac.compare_digest(sign(token, url, request.pairs).encode(), given.encode())
    return valid


def sign(token: str, url: str, pairs: Pairs) -> str:
    """base64(HMAC-SHA1(token, url + each unique name with its unique values, sorted))."""
    values: dict[str, set[str]] = {}
    for name, value in pairs:
        values.setdefault(name, set()).add(value)
    text = url + "".join(f"{name}{value}" for name in sorted(values) for value in sorted(values[name]))
    return base64.b64encode(
        hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1).digest()
    ).decode()


def addresses(url: str) -> Iterator[str]:
    """The address without a port and with one (the scheme's own where none is named): the carrier signs either."""
    parts = urlsplit(url)
    host = parts.netloc.rsplit(":", 1)[0] if parts.port else parts.netloc
    yield parts._replace(netloc=host).geturl()
    yield parts._replace(netloc=f"{host}:{parts.port or DEFAULT_PORTS.get(parts.scheme, 443)}").geturl()


class _Form(dict[str, list[str]]):
    """Pairs as the official validator reads them."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def _official(token: str, request: Signed, given: str, algorithm: str) -> bool:
    form = _Form()
    for name, value in request.pairs:
        form.setdefault(name, []).append(value)
    try:
        return bool(RequestValidator(token).validate(request.url, form, given, algorithm))
    except (TypeError, ValueError, KeyError):
        return False
