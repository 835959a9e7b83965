"""All that the government offers, read from a folder: `agencies.yaml`, `locations.yaml`, `directory.yaml`, one file for each
service, `<agency>/<code>.yaml`, and the articles beside the folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from knowledge_base import reading
from knowledge_base.dated import resolve
from knowledge_base.definition import Agency, Article, Location, OutsideBody, Service
from knowledge_base.loose_ends import agencies_end, article_ends, location_ends, service_ends
from knowledge_base.reading import Entries
from knowledge_base.texts import ARTICLES, texts

AGENCIES, LOCATIONS, DIRECTORY = "agencies.yaml", "locations.yaml", "directory.yaml"


class CatalogueError(Exception):
    """The folder is not a catalogue; `slips` are lines `file:line:column: text`, files relative to the folder."""

    def __init__(self, slips: list[str]) -> None:
        super().__init__("\n".join(slips))
        self.slips = slips


@dataclass(frozen=True)
class Catalogue:
    """Plain dicts by code; services in the order of the agencies file and then of their codes. Facts are those in force on the
    day of loading (see `dated.resolve`)."""

    services: Mapping[str, dict[str, Any]]
    agencies: Mapping[str, dict[str, Any]]
    locations: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    directory: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    articles: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, on: date | None = None) -> "Catalogue":
        """As it is on a day, by default this machine's today. Raises CatalogueError with every slip found."""
        found: list[str] = []
        return cls._of(texts(folder, found), on or datetime.now(UTC).astimezone().date(), found)

    @classmethod
    def of(cls, texts: Mapping[str, str], on: date) -> "Catalogue":
        """From texts by the name of their file, `DUK/DUK-02.yaml`. Raises CatalogueError with every slip found."""
        return cls._of(texts, on, [])

    @classmethod
    def _of(cls, texts: Mapping[str, str], on: date, found: list[str]) -> "Catalogue":
        agencies = reading.listed(texts, AGENCIES, "agencies", Agency, found)
        if AGENCIES not in texts and not found:
            found.append(f"{AGENCIES}:1:1: there is no such file")
        locations = reading.listed(texts, LOCATIONS, "locations", Location, found)
        directory = reading.listed(texts, DIRECTORY, "directory", OutsideBody, found)
        lists = (AGENCIES, LOCATIONS, DIRECTORY)
        written = (name for name in texts if name not in lists and not name.startswith(f"{ARTICLES}/"))
        services = reading.single(texts, written, Service, found)
        articles = reading.single(texts, (name for name in texts if name.startswith(f"{ARTICLES}/")), Article, found)
        if not services and not found:
            found.append(f"{AGENCIES}:1:1: no service stands beside it, such as DUK/DUK-01.yaml")
        if not found:
            found.extend(agencies_end(agencies))
        found.extend(location_ends(locations, agencies))
        found.extend(service_ends(services, agencies, locations))
        found.extend(article_ends(articles, agencies, services))
        if found:
            raise CatalogueError(sorted(set(found), key=_place))
        return cls(
            _ranked(services, list(agencies), locations, on),
            _data(agencies),
            _with_services(locations, services),
            _data(directory),
            _data(articles),
        )

    def current(self) -> "Catalogue":
        """Itself: what was read once does not change. See `Knowledge`."""
        return self

    @property
    def complaints_agency(self) -> str:
        """The code of the agency that takes complaints which name no service."""
        return next(code for code, agency in self.agencies.items() if agency["complaints"])


class Knowledge(Protocol):
    """What may change while the house is open; ask `current` each time."""

    def current(self) -> Catalogue:
        """The catalogue of this moment."""


def _ranked(services: Entries, order: list[str], locations: Entries, on: date) -> dict[str, dict[str, Any]]:
    placed = [_placed(data, locations) for _, _, data in services.values()]
    ranked = sorted(placed, key=lambda service: (order.index(service["agency"]), service["code"]))
    return {service["code"]: resolve(service, on) for service in ranked}


def _placed(service: dict[str, Any], locations: Entries) -> dict[str, Any]:
    """With its agency's own locations when it names none."""
    own = [code for code, (_, _, place) in locations.items() if place.get("agency") == service["agency"]]
    return {"locations": own} | service


def _with_services(locations: Entries, services: Entries) -> dict[str, dict[str, Any]]:
    placed = [_placed(data, locations) for _, _, data in services.values()]
    return {
        code: {**place, "services": sorted(service["code"] for service in placed if code in service["locations"])}
        for code, (_, _, place) in locations.items()
    }


def _data(entries: Entries) -> dict[str, dict[str, Any]]:
    return {code: data for code, (_, _, data) in entries.items()}


def _place(slip: str) -> tuple[str, int, int]:
    file, line, column = slip.split(":", 3)[:3]
    return file, int(line), int(column)
