"""Where a value stands in a JSON answer: `forecast.days[0].max`, or `[0].name` where the answer is a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_PATH = 200

_FIRST = r"(?:[^\s.\[\]]+|\[\d{1,4}\])"
_PATH = re.compile(rf"{_FIRST}(?:\.[^\s.\[\]]+|\[\d{{1,4}}\])*", re.ASCII)
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)", re.ASCII)


class PathError(ValueError):
    """The text says what would be right."""


@dataclass(frozen=True)
class JsonPath:
    """`steps`: a key of a table, or the number of an item, from 0."""

    text: str
    steps: tuple[str | int, ...]

    def find(self, answer: Any) -> Any:
        """None where the path leads nowhere."""
        value = answer
        for step in self.steps:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) and step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, Mapping) else None
        return value


def compile_path(text: str) -> JsonPath:
    """Raises PathError."""
    if text.startswith("$"):
        raise PathError(f"a path begins at the answer itself: leave out the '$' of '{text[:60]}'")
    if len(text) > MAX_PATH or not _PATH.fullmatch(text):
        raise PathError(f"'{text[:60]}' is no path; write it as a.b[0].c")
    steps = (int(number) if number else key for number, key in _STEP.findall(text))
    return JsonPath(text, tuple(steps))
