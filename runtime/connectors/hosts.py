"""The hosts that connectors may call: `CONNECTOR_HOSTS`, the operator's word, whatever a flow's file says.

    CONNECTOR_HOSTS="api.weather.example http://old.example:8080 private+https://10.0.0.5"

A bare name is https on port 443. `private+` allows an address inside the house's own network, for this entry alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PORTS = {"https": 443, "http": 80}
PRIVATE = "private+"

_ENTRY = re.compile(r"(?:(https?)://)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.ASCII)


class BadEntry(ValueError):
    """An entry that cannot be read."""


@dataclass(frozen=True)
class Host:
    scheme: str
    name: str
    port: int
    private: bool


def read_hosts(text: str) -> tuple[Host, ...]:
    """Entries parted by blanks or commas. Raises BadEntry."""
    return tuple(_entry(word.lower()) for word in text.replace(",", " ").split())


def _entry(word: str) -> Host:
    found = _ENTRY.fullmatch(word.removeprefix(PRIVATE).removesuffix("/"))
    port = int(found.group(3) or 0) if found else 0
    if found is None or port > 65535 or (found.group(3) and not port):
        raise BadEntry(
            f"'{word[:80]}' is no host; write api.example.org, http://api.example.org:8080 or private+https://10.0.0.5"
        )
    scheme = found.group(1) or "https"
    return Host(scheme, found.group(2).strip("[]"), port or PORTS[scheme], word.startswith(PRIVATE))


def allowed(hosts: tuple[Host, ...], scheme: str, name: str, port: int) -> Host | None:
    """The entry that lets this host be called; None when there is none."""
    place = (scheme, name.lower().rstrip("."), port)
    return next((host for host in hosts if (host.scheme, host.name, host.port) == place), None)
