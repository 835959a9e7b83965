"""What may be said at a node, and what was understood of it: the agreement between engine and understanding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choice:
    """`says` are sentence templates of the language spoken, "(bicara|ngomong) sama orang", [optional] words. With
    `intent` "ask_service" every service's utterances, names and field options are understood too, as slots `service` and the option's field.
    `key` is understood when spoken ("satu", "one", "tekan satu"). `lists` are what slots of the sentences' own may hold."""

    id: str
    says: tuple[str, ...] = ()
    intent: str = ""
    key: str = ""
    lists: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """`choice` is the id of the Choice. `score` is 0..1, 1 for the very words. `phrase` is what was matched, to ask "did you
    mean" with. `slots` are values by slot name, as the questions store them."""

    choice: str
    score: float
    phrase: str = ""
    slots: Mapping[str, Any] = field(default_factory=dict)
