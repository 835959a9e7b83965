"""Where a caller stands in the key tree of services: agencies, the services of one agency, or a few between which words left a doubt.

A place is a text: "/0" agencies, "DUK/1" the second page of an agency, "=DUK-01,DUK-02" one of these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.dated import fact_on
from ivr.questions.protocol import Context

LARGEST = 5
TOP = "/0"
AMONG = "="

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Level:
    """`shown` have the keys from 1; the next key leads to the place `more` unless that is "". `of_agencies`: these are no services."""

    shown: tuple[Entry, ...]
    more: str
    of_agencies: bool


def among(codes: Iterable[str]) -> str:
    """The place where one of these services is chosen."""
    return AMONG + ",".join(codes)


def offered(context: Context) -> Mapping[str, Entry]:
    """The services that the telephone may speak of."""
    on = context.now.date().isoformat()
    return {
        code: s
        for code, s in context.services.items()
        if fact_on(s.get("channels", {}), on).get("phone", "full") != "none"
    }


def level_at(place: str, context: Context) -> Level:
    """An unknown place is the top. Agencies stand as in their file, whatever the order of the services."""
    services = offered(context)
    if place.startswith(AMONG):
        named = tuple(services[code] for code in place.removeprefix(AMONG).split(",") if code in services)
        return Level(named, TOP, False)
    agency, _, page = (place or TOP).partition("/")
    entries = [service for service in services.values() if service["agency"] == agency]
    if not agency:
        owners = {service["agency"]: None for service in services.values()}
        codes = dict.fromkeys((*(code for code in context.agencies if code in owners), *owners))
        entries = [context.agencies.get(code, {"code": code, "name": {}}) for code in codes]
    pages = _pages(entries)
    number = min(int(page) if page.isdigit() else 0, len(pages) - 1)
    more = f"{agency}/{number + 1}" if number + 1 < len(pages) else ""
    return Level(tuple(pages[number]), more, not agency)


def name_of(entry: Entry, language: str) -> str:
    """`spoken` is a short name for menus, where there is one."""
    names = {**entry["name"], **entry.get("spoken", {})}
    return str(names.get(language) or entry["code"])


def _pages(entries: list[Entry]) -> list[list[Entry]]:
    """Fives; four where another page follows."""
    pages = []
    while len(entries) > LARGEST:
        pages.append(entries[: LARGEST - 1])
        entries = entries[LARGEST - 1 :]
    return [*pages, entries]
