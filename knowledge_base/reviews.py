"""Facts change while nobody looks: which were last checked too long ago, have run out, or were never written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ivr.dated import in_force
from knowledge_base.located import KeyPath
from knowledge_base.reading import Parts
from knowledge_base.standard import standard

FILE = ""


@dataclass(frozen=True)
class Review:
    """`fact` is one of a service, or "" for all that have the file's date. `due` is a day, "" when nobody has checked yet."""

    code: str
    agency: str
    fact: str
    due: str


def overdue(service: Mapping[str, Any], on: date) -> Iterator[Review]:
    """Of a service or an article of a catalogue: each review that should have been before a day."""
    own = {name: fact.get("checked") for name, fact in service.get("facts", {}).items()}
    for name, checked in {FILE: service.get("checked"), **own}.items():
        if name != FILE and checked == service.get("checked"):
            continue
        due = _due(checked, service["review_every_days"])
        if due < on.isoformat():
            yield Review(service["code"], service["agency"], name, due)


def late(parts: Parts, services: Mapping[str, Mapping[str, Any]], on: date) -> Iterator[str]:
    """Warnings of a catalogue, `file:line:column: text`."""
    for code, service in services.items():
        located, _, written = parts.services[code]
        for review in overdue(service, on):
            yield f"{located.where(_path(written, review.fact, 'checked', on))}: {_said(review)}"
        for name, fact in service["facts"].items():
            if fact["valid_to"] and fact["valid_to"] < on.isoformat():
                where = located.where(_path(written, name, "valid_to", on))
                yield f"{where}: `{name}` has run out on {fact['valid_to']}, and nothing follows"
        missing = standard(service).missing
        if missing:
            yield f"{located.where(())}: neither the service nor its agency says: {', '.join(missing)}"
    for located, _, article in parts.articles.values():
        for review in overdue(article, on):
            yield f"{located.where(('checked',))}: {_said(review)}"


def _due(checked: str | None, every: int) -> str:
    return (date.fromisoformat(checked) + timedelta(days=every)).isoformat() if checked else ""


def _said(review: Review) -> str:
    what = f"`{review.fact}`" if review.fact else f"`{review.code}`"
    return f"{what} was to be checked by {review.due}" if review.due else f"{what} was never checked"


def _path(written: Mapping[str, Any], name: str, key: str, on: date) -> KeyPath:
    if name == FILE:
        return (key,)
    return (name, "versions", in_force(written[name]["versions"], on.isoformat()), key)
