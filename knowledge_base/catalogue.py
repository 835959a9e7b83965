"""All that the government offers, read from a folder: `agencies.yaml`, `locations.yaml`, `directory.yaml`, one file for each
service, `<agency>/<code>.yaml`, and the articles beside the folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from knowledge_base.dated import resolve
from knowledge_base.loose_ends import loose_ends
from knowledge_base.reading import Parts, contents, read
from knowledge_base.reviews import late
from knowledge_base.spoken_ends import spoken_ends
from knowledge_base.standard import completed
from knowledge_base.texts import texts

SHOWN_OF_A_PLACE = ("code", "name", "address", "hours", "unverified")


class CatalogueError(Exception):
    """The folder is not a catalogue; `slips` are lines `file:line:column: text`, files relative to the folder."""

    def __init__(self, slips: list[str]) -> None:
        super().__init__("\n".join(slips))
        self.slips = slips


@dataclass(frozen=True)
class Catalogue:
    """Plain dicts by code; services in the order of the agencies file and then of their codes. Facts are those in force on the
    day of loading (see `dated.resolve`); a service is completed by its agency, and has its `places`. `warnings` are lines such
    as those of an error: reviews that are late, components that are missing."""

    services: Mapping[str, dict[str, Any]]
    agencies: Mapping[str, dict[str, Any]]
    locations: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    directory: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    articles: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

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
        parts = read(texts, found)
        found.extend(loose_ends(parts, whole=not found))
        services = {} if found else _services(parts, on)
        found.extend(spoken_ends(parts.services, services, on))
        if found:
            raise CatalogueError(sorted(set(found), key=_place))
        return cls(
            services,
            contents(parts.agencies),
            _with_services(parts, services),
            contents(parts.directory),
            contents(parts.articles),
            tuple(sorted(late(parts, services, on), key=_place)),
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


def _services(parts: Parts, on: date) -> dict[str, dict[str, Any]]:
    agencies, order = contents(parts.agencies), list(parts.agencies)
    locations = contents(parts.locations)
    whole = [
        _placed(completed(resolve(service, on), agencies[service["agency"]]), locations)
        for service in contents(parts.services).values()
    ]
    ranked = sorted(whole, key=lambda service: (order.index(service["agency"]), service["code"]))
    return {service["code"]: service for service in ranked}


def _placed(service: dict[str, Any], locations: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """With its agency's own locations when it names none."""
    own = [code for code, place in locations.items() if place.get("agency") == service["agency"]]
    codes = service.get("locations", own)
    places = [{name: locations[code][name] for name in SHOWN_OF_A_PLACE} for code in codes]
    return {**service, "locations": codes, "places": places}


def _with_services(parts: Parts, services: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        code: {**place, "services": [service["code"] for service in services.values() if code in service["locations"]]}
        for code, place in contents(parts.locations).items()
    }


def _place(slip: str) -> tuple[str, int, int]:
    file, line, column = slip.split(":", 3)[:3]
    return file, int(line), int(column)
