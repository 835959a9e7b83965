"""The mail server of `SMTP_URL`: smtp://user:password@mail.example.org:587 (STARTTLS) or smtps://... (TLS from the start)."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])", re.ASCII)
"""A bare mail address, without a name and without anything that could end a header."""
PORTS = {"smtp": 587, "smtps": 465}


class BadAddress(ValueError):
    """The text is no mail server's address; the message leaves it out, since it may hold a password."""


@dataclass(frozen=True)
class MailServer:
    """`tls_at_once`: else STARTTLS is demanded, but for a server `on_this_machine`."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls_at_once: bool

    @property
    def on_this_machine(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read(text: str) -> MailServer:
    """Raises BadAddress."""
    mend = (
        "must be smtp://user:password@mail.example.org:587 or smtps://mail.example.org, with %40 for an @ in the user"
    )
    try:
        parts = urlsplit(text)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise BadAddress(mend) from error
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadAddress(mend)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, user, password, parts.scheme == "smtps")
