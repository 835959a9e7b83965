"""What one definition alone cannot show: codes that nobody has, conditions that read what is not there, versions of a fact that
leave a gap."""

from collections.abc import Collection, Iterator
from typing import Any

from knowledge_base.conditions import condition_ends
from knowledge_base.located import Located
from knowledge_base.reading import Entries
from knowledge_base.slips import nearest
from knowledge_base.spans import span_ends


def agencies_end(agencies: Entries) -> Iterator[str]:
    if sum(agency["complaints"] for _, _, agency in agencies.values()) != 1:
        located = next(iter(agencies.values()))[0] if agencies else None
        yield f"{located.where(()) if located else 'agencies.yaml:1:1'}: exactly one agency has `complaints: true`"


def location_ends(locations: Entries, agencies: Entries) -> Iterator[str]:
    for located, at, place in locations.values():
        if "agency" in place:
            yield from _known(located, (*at, "agency"), "agency", place["agency"], agencies)


def article_ends(articles: Entries, agencies: Entries, services: Entries) -> Iterator[str]:
    for located, at, article in articles.values():
        yield from _known(located, (*at, "agency"), "agency", article["agency"], agencies)
        for number, code in enumerate(article["services"]):
            yield from _known(located, (*at, "services", number), "service", code, services)
        if article.get("valid_to", "9999") < article["valid_from"]:
            yield f"{located.where((*at, 'valid_to'))}: `valid_to` is before `valid_from`"


def service_ends(services: Entries, agencies: Entries, locations: Entries) -> Iterator[str]:
    for located, _, service in services.values():
        yield from _service(located, service, agencies, locations)


def _service(located: Located, service: dict[str, Any], agencies: Entries, locations: Entries) -> Iterator[str]:
    yield from _known(located, ("agency",), "agency", service["agency"], agencies)
    names = [field["name"] for field in service["fields"]]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f"{located.where(('fields', number, 'name'))}: field `{name}` stands here twice"
    for number, code in enumerate(service.get("locations", ())):
        yield from _known(located, ("locations", number), "location", code, locations)
    yield from condition_ends(located, service)
    yield from span_ends(located, service)


def _known(located: Located, at: tuple[str | int, ...], what: str, code: str, known: Collection[str]) -> Iterator[str]:
    """Nothing is said of a list that could not be read itself, except that no list of locations is there."""
    if code not in known and (known or what == "location"):
        yield f"{located.where(at)}: unknown {what} `{code}`; {nearest(code, list(known))}"
