"""The fourteen components of a service standard (UU 25/2009 art. 21), of every service. Six are published to citizens
(PermenPANRB 15/2014); the other eight are for staff, and no card holds them but the legal basis, which a law is anyhow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge_base.definition.standard import INTERNAL as IN_THE_OFFICE

PUBLISHED = ("requirements", "procedure", "time_limit", "fee", "product", "complaint_route")
INTERNAL = ("legal", *IN_THE_OFFICE)
CHECKED = {"id": "petugas memeriksa persyaratannya", "en": "an officer checks the requirements"}


@dataclass(frozen=True)
class Standard:
    """By component; texts are by language, `{id, en}`, and facts are as in the service. What nobody wrote is None."""

    published: Mapping[str, Any]
    internal: Mapping[str, Any]

    @property
    def missing(self) -> list[str]:
        return [name for name, told in {**self.published, **self.internal}.items() if not told]


def standard(service: Mapping[str, Any]) -> Standard:
    """Of a service as the catalogue has it, completed by its agency."""
    own = service.get("standard", {})
    return Standard(
        {name: service.get(name) for name in PUBLISHED},
        {"legal": service["legal"]} | {name: own.get(name) for name in IN_THE_OFFICE},
    )


def completed(service: Mapping[str, Any], agency: Mapping[str, Any]) -> dict[str, Any]:
    """A service with what its agency says for all of its own, and a procedure if it has none."""
    common = {"procedure": [service["transaction"], CHECKED, service["product"]]}
    if "complaint_route" in agency:
        common["complaint_route"] = agency["complaint_route"]
    return common | dict(service) | {"standard": {**agency.get("standard", {}), **service.get("standard", {})}}
