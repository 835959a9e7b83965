"""What one definition alone cannot show: codes that nobody has, conditions that read what is not there, versions of a fact that
leave a gap."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from knowledge_base.conditions import condition_ends
from knowledge_base.definition.text import LANGUAGES
from knowledge_base.located import KeyPath, Located
from knowledge_base.reading import Entries, Entry, Parts
from knowledge_base.slips import nearest
from knowledge_base.spans import span_ends


def loose_ends(parts: Parts, whole: bool) -> Iterator[str]:
    """Lines `file:line:column: text`. `whole`: every file could be read, so that what nobody has is truly unknown."""
    if whole:
        yield from _one_for_complaints(parts.agencies)
    for located, at, place in parts.locations.values():
        if "agency" in place:
            yield from _known(located, (*at, "agency"), "agency", place["agency"], parts.agencies)
    for service in parts.services.values():
        yield from _service(service, parts)
    for article in parts.articles.values():
        yield from _article(article, parts, whole)


def _one_for_complaints(agencies: Entries) -> Iterator[str]:
    if sum(agency["complaints"] for _, _, agency in agencies.values()) != 1:
        for located, _, _ in list(agencies.values())[:1]:
            yield f"{located.where(())}: exactly one agency has `complaints: true`"


def _service(entry: Entry, parts: Parts) -> Iterator[str]:
    located, _, service = entry
    yield from _known(located, ("agency",), "agency", service["agency"], parts.agencies)
    names = [field["name"] for field in service["fields"]]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f"{located.where(('fields', number, 'name'))}: field `{name}` stands here twice"
    for number, code in enumerate(service.get("locations", ())):
        yield from _known(located, ("locations", number), "location", code, parts.locations)
    for language in LANGUAGES:
        if not service["utterances"][language]:
            yield f"{located.where(('utterances',))}: what callers say is missing in `{language}`"
    yield from _places_of_options(located, service, parts.locations)
    yield from _appointments(located, service, parts.locations)
    yield from condition_ends(located, service)
    yield from span_ends(located, service)


def _places_of_options(located: Located, service: Mapping[str, Any], locations: Entries) -> Iterator[str]:
    """Who may choose a place finds the service there."""
    named = service.get("locations", list(locations))
    for number, field in enumerate(service["fields"]):
        for at, option in enumerate(field.get("options", ())):
            if option["value"] in locations and option["value"] not in named:
                where = located.where(("fields", number, "options", at, "value"))
                yield f"{where}: `{option['value']}` is a location that `locations` does not name"


def _appointments(located: Located, service: Mapping[str, Any], locations: Entries) -> Iterator[str]:
    """A day that is booked names the choice of its location, and at one of those at least somebody can be booked."""
    options = {field["name"]: [option["value"] for option in field.get("options", ())] for field in service["fields"]}
    booked = [
        (number, field["appointment"]) for number, field in enumerate(service["fields"]) if "appointment" in field
    ]
    for number, name in booked:
        where = located.where(("fields", number, "appointment"))
        places = [locations[code][2] for code in options.get(name, ()) if code in locations]
        if not options.get(name):
            yield f"{where}: `{name}` is no choice among the fields; {nearest(name, [n for n, o in options.items() if o])}"
        elif not any("capacity" in place for place in places):
            yield f"{where}: no option of `{name}` is a location with a `capacity`"
    if len(booked) > 1:
        yield f"{located.where(('fields', booked[1][0], 'appointment'))}: a service books one appointment"


def _article(entry: Entry, parts: Parts, whole: bool) -> Iterator[str]:
    located, _, article = entry
    yield from _known(located, ("agency",), "agency", article["agency"], parts.agencies)
    for number, code in enumerate(article["services"]):
        if whole or code in parts.services:
            yield from _known(located, ("services", number), "service", code, parts.services)
    if article.get("valid_to", "9999") < article["valid_from"]:
        yield f"{located.where(('valid_to',))}: `valid_to` is before `valid_from`"


def _known(located: Located, at: KeyPath, what: str, code: str, known: Collection[str]) -> Iterator[str]:
    """Nothing is said of agencies when their file could not be read."""
    if code not in known and (known or what == "location"):
        yield f"{located.where(at)}: unknown {what} `{code}`; {nearest(code, list(known))}"
