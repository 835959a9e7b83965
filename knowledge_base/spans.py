"""The days of a fact's versions: none ends before it begins, none overlaps the next, and no day is left out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from knowledge_base.dated import day_before
from knowledge_base.definition import FACTS
from knowledge_base.located import KeyPath, Located


def span_ends(located: Located, service: Mapping[str, Any]) -> Iterator[str]:
    """Lines `file:line:column: text`."""
    if service.get("valid_to", "9999") < service.get("valid_from", ""):
        yield f"{located.where(('valid_to',))}: `valid_to` is before `valid_from`"
    for name in FACTS:
        if name in service:
            yield from _fact(located, name, service[name]["versions"])


def _fact(located: Located, name: str, versions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, version in enumerate(versions):
        at: KeyPath = (name, "versions", number)
        begins, ends = version.get("valid_from"), version.get("valid_to")
        if begins and ends and ends < begins:
            yield f"{located.where((*at, 'valid_to'))}: `valid_to` is before `valid_from`"
        if located.as_written(at) == at and begins is None:
            yield f"{located.where(at)}: `valid_from` is missing: each version says when it begins"
    for number, (earlier, later) in enumerate(pairwise(versions), 1):
        where = located.where((name, "versions", number, "valid_from"))
        begins, began, ends = later.get("valid_from"), earlier.get("valid_from"), earlier.get("valid_to")
        if begins is None or began is None:
            continue
        if begins <= began:
            yield f"{where}: begins no later than the version before it; they stand from the oldest to the newest"
        elif ends and ends >= begins:
            yield f"{where}: overlaps the version before it, which ends on {ends}"
        elif ends and ends < day_before(begins):
            yield f"{where}: leaves a gap after the version before it, which ends on {ends}"
