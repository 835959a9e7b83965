"""Speaks every fixed prompt of a flow once, ahead of the first caller, so that nobody waits for the synthesiser."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ivr.effects import Part
from ivr.flow import Flow
from telephony.prompts import Prompts
from telephony.speech.protocol import SpeechError

log = logging.getLogger(__name__)


def warm(prompts: Prompts, flow: Flow, marks: Path) -> int:
    """How many were spoken; none when this revision was done before (a mark in `marks` says so). A failure ends it."""
    mark = marks / f"warmed-{flow.revision[:24]}"
    if mark.exists():
        return 0
    parts = {(part.language, part.text): part for part in fixed_parts(flow) if part.text.strip()}
    try:
        for part in parts.values():
            prompts.speak(part)
    except SpeechError as error:
        log.warning("prompts are spoken when they are needed: %s", error)
        return 0
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return len(parts)


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
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        yield from (getattr(found, field.name) for field in dataclasses.fields(found))
    elif isinstance(found, Mapping):
        yield from found.values()
    elif isinstance(found, (tuple, list, frozenset, set)):
        yield from found
