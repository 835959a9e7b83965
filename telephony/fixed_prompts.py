"""The prompts of flows whose words are always the same: they can be spoken, or recorded, ahead of the first caller."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from ivr.effects import Part
from ivr.nodes.menu import MenuChoice


def fixed_parts(root: Any) -> Iterator[Part]:
    """Every prompt of a compiled flow, and of the flows and services it knows, whose words are always the same."""
    waiting, seen = [root], set[int]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, Part):
            yield found
        elif id(found) not in seen:
            seen.add(id(found))
            waiting.extend(_inside(found))


def _inside(found: Any) -> Iterator[Any]:
    if isinstance(found, MenuChoice):
        # A label is spoken within its line: "For <label>, press <key>".
        yield found.lines
    elif dataclasses.is_dataclass(found) and not isinstance(found, type):
        yield from (getattr(found, field.name) for field in dataclasses.fields(found))
    elif isinstance(found, Mapping):
        yield from found.values()
    elif isinstance(found, (tuple, list, frozenset, set)):
        yield from found
