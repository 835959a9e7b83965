"""All services and agencies of a folder: `agencies.yaml`, and one file for each service, `<agency>/<code>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge_base.definition import Agency, Service
from knowledge_base.located import KeyPath, Located, read
from knowledge_base.loose_ends import loose_ends
from knowledge_base.slips import slips

AGENCIES = "agencies.yaml"


class CatalogueError(Exception):
    """The folder is not a catalogue; `slips` are lines `file:line:column: text`, files relative to the folder."""

    def __init__(self, slips: list[str]) -> None:
        super().__init__("\n".join(slips))
        self.slips = slips


@dataclass(frozen=True)
class Catalogue:
    """Plain dicts by code, in the order of the agencies file and then of the service codes."""

    services: Mapping[str, dict[str, Any]]
    agencies: Mapping[str, dict[str, Any]]

    @classmethod
    def load(cls, folder: Path) -> "Catalogue":
        """Raises CatalogueError with every slip found."""
        found: list[str] = []
        agencies = _agencies(folder, found)
        services = _services(folder, agencies, found)
        if found:
            raise CatalogueError(found)
        order = list(agencies)
        ranked = sorted(services.values(), key=lambda service: (order.index(service["agency"]), service["code"]))
        return cls({service["code"]: service for service in ranked}, agencies)

    @property
    def complaints_agency(self) -> str:
        """The code of the agency that takes complaints which name no service."""
        return next(code for code, agency in self.agencies.items() if agency["complaints"])


def _agencies(folder: Path, found: list[str]) -> dict[str, dict[str, Any]]:
    located = read(folder, folder / AGENCIES, found)
    if located is None:
        return {}
    entries = located.data.get("agencies") if isinstance(located.data, dict) else None
    if not isinstance(entries, list):
        found.append(f"{located.where(())}: `agencies:` and a list of agencies must stand here")
        return {}
    agencies: dict[str, dict[str, Any]] = {}
    for number, entry in enumerate(entries):
        agency = _valid(Agency, located, entry, ("agencies", number), found)
        if agency and agency["code"] in agencies:
            found.append(f"{located.where(('agencies', number))}: agency `{agency['code']}` stands here twice")
        elif agency:
            agencies[agency["code"]] = agency
    if not found and sum(agency["complaints"] for agency in agencies.values()) != 1:
        found.append(f"{located.where(())}: exactly one agency has `complaints: true`")
    return agencies


def _services(folder: Path, agencies: Mapping[str, Any], found: list[str]) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path == folder / AGENCIES:
            continue
        located = read(folder, path, found)
        service = _valid(Service, located, located.data, (), found) if located else None
        if located and service:
            found.extend(loose_ends(located, service, path.stem, agencies))
            service["fee"].setdefault("amount", None)
            services[service["code"]] = service
    if not services and not found:
        found.append(f"{AGENCIES}:1:1: no service stands beside it, such as DUK/DUK-01.yaml")
    return services


def _valid(
    model: type[BaseModel], located: Located, entry: Any, at: KeyPath, found: list[str]
) -> dict[str, Any] | None:
    try:
        return model.model_validate(entry).model_dump(by_alias=True, exclude_none=True)
    except ValidationError as error:
        found.extend(slips(located, model, error, at))
        return None
