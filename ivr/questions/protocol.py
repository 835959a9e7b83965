"""What the engine, the desk and the web need of a question type. One type per file beside this one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

CONTINUE = "continue"


@dataclass(frozen=True)
class Value:
    """An accepted answer: JSON-safe `value` as stored, and `spoken` as it is said back in the context's language."""

    value: Any
    spoken: str = ""


@dataclass(frozen=True)
class Problem:
    """A refused answer: a stable `code` and what to say about it, by language. `kept` is what was good of it, for the next
    attempt's Context, so that only the wrong part is asked again; "" when all of it is. Code CONTINUE is no mistake and is not counted: the answer
    takes another step (agency, then service), asked by the instructions of the next Context alone."""

    code: str
    text: Mapping[str, str]
    kept: str = ""


@dataclass(frozen=True)
class Context:
    """What an answer may depend on. `now` is aware, in the flow's zone. `field` is a service's field or a form's own
    (type, options, min, max, required...). `services` and `agencies` are plain dicts by code. `kept` comes from the Problem of the
    attempt before."""

    language: str
    now: datetime
    field: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    services: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    agencies: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    kept: str = ""


@dataclass(frozen=True)
class Keys:
    """How an entry by keys ends: `max_digits` 0 is open-ended; `finish_on` is "#" or "" (then a pause ends it)."""

    max_digits: int
    finish_on: str


class Question(Protocol):
    """`numeric`: the recogniser should expect digits. `keys` is None where keys cannot answer (a text)."""

    @property
    def type(self) -> str: ...
    @property
    def numeric(self) -> bool: ...
    def keys(self, context: Context) -> Keys | None: ...
    def instructions(self, context: Context) -> str:
        """Said after the question: which key is which, or how to end the entry; "" when there is nothing to say."""
        ...

    def parse_keys(self, digits: str, context: Context) -> Value | Problem: ...
    def parse_speech(self, text: str, context: Context) -> Value | Problem: ...
    def parse_typed(self, text: str, context: Context) -> Value | Problem: ...
    def read_back(self, value: Any, context: Context) -> str: ...
    def grammar(self, context: Context) -> tuple[str, ...]:
        """Phrases for the recogniser; () where anything may be said."""
        ...
