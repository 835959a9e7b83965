"""The saved state of one call's walk through a flow: small, JSON in and out, pinned to the flow revision it began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ivr.effects import Effect, Part, Parts, effect_from_plain, effect_to_plain
from ivr.plain import known_fields

if TYPE_CHECKING:
    from ivr.flow import Flow

FORMAT = 1


@dataclass(frozen=True)
class Wait:
    """`kind`: start, collect, record, queue, dial, lookup, submit, message, callback, code, code_check, returned or hangup. `number` rises by one with each wait."""

    number: int = 0
    kind: str = "start"


@dataclass(frozen=True)
class Frame:
    """Where a sub-flow returns to: the flow and the call node in it."""

    flow: str
    node: str


@dataclass(frozen=True)
class Session:
    """`flow` is the entry flow, `graph` the flow that `node` stands in ("" before the first step). `state` is the
    present node's own and is dropped when the node is left; `counters` are its attempts (no_input, no_match) and `quiet`, the silences since the last input. `owed`
    names fields to be shown later. `pending` is the present wait as effects, `queued` what is still to be said with the next prompt. `language` is "" until chosen. `heard` is a bounded transcript of
    `{"who": "ivr"|"caller", "text", "node"}`. Treat all of it as frozen."""

    flow: str
    revision: str
    graph: str = ""
    node: str = ""
    language: str = ""
    wait: Wait = Wait()
    slots: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)
    intent: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    owed: tuple[str, ...] = ()
    heard: tuple[Mapping[str, str], ...] = ()
    stack: tuple[Frame, ...] = ()
    sprints: int = 0
    pending: tuple[Effect, ...] = ()
    queued: Parts = ()
    ended: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain data; holds personal values, so it belongs in the store and never in a log line."""
        return {
            "format": FORMAT,
            **vars(self),
            "wait": dict(vars(self.wait)),
            "stack": [dict(vars(frame)) for frame in self.stack],
            "pending": [effect_to_plain(effect) for effect in self.pending],
            "queued": [dict(vars(part)) for part in self.queued],
            "owed": list(self.owed),
            "heard": list(self.heard),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Session:
        """Raises ValueError for a format that this version cannot read."""
        if plain.get("format") != FORMAT:
            raise ValueError(f"unknown session format {plain.get('format')!r}")
        values = known_fields(plain, cls)
        values["wait"] = Wait(**plain["wait"])
        values["stack"] = tuple(Frame(**frame) for frame in plain["stack"])
        values["pending"] = tuple(effect_from_plain(effect) for effect in plain["pending"])
        values["queued"] = tuple(Part(**known_fields(part, Part)) for part in plain["queued"])
        values["owed"] = tuple(plain["owed"])
        values["heard"] = tuple(plain["heard"])
        return cls(**values)


def new_session(flow: Flow) -> Session:
    return Session(flow=flow.name, revision=flow.revision, graph=flow.name)
