"""Every way out of every node of compiled flows: to see which of them calls take, and to lead one elsewhere in memory."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ivr.commands import Command
from ivr.flow import Flow
from ivr.nodes.node import Exit

COMMANDS = "commands"
"""Stands for a node: the commands that are understood everywhere."""


@dataclass(frozen=True)
class Way:
    """One exit of a node, as `hotline.main choices 2`; `mark` is where its target is written."""

    flow: str
    node: str
    exit: str

    def __str__(self) -> str:
        return f"{self.flow}.{self.node} {self.exit}"


class Target(str):
    """A node's name that knows by which way a call came to it."""

    way: Way

    def __new__(cls, name: str, way: Way) -> Target:
        made = super().__new__(cls, name)
        made.way = way
        return made


Redirect = Callable[[Way, Exit], Exit]


def all_ways(flows: Mapping[str, Flow]) -> dict[Way, Exit]:
    """Those of the nodes that are written, in the order of the files."""
    found: dict[Way, Exit] = {}

    def note(way: Way, exit: Exit) -> Exit:
        found[way] = exit
        return exit

    redirected(flows, note)
    return found


def traced(flows: Mapping[str, Flow]) -> dict[str, Flow]:
    """The same flows, whose every target is a Target."""
    return redirected(flows, lambda way, exit: Exit(Target(exit.target, way), exit.mark))


def taken_ways(targets: Iterable[str]) -> frozenset[Way]:
    """The ways among the targets of a call through traced flows."""
    return frozenset(target.way for target in targets if isinstance(target, Target))


def redirected(flows: Mapping[str, Flow], redirect: Redirect, only: Way | None = None) -> dict[str, Flow]:
    """The flows with what `redirect` makes of each exit, or of `only` those of one node; they call each other."""
    library = replace(next(iter(flows.values())).library, flows={})
    for name, flow in flows.items():
        nodes, commands = flow.nodes, flow.commands
        if only is None:
            nodes = {key: _through(node, Way(name, key, ""), redirect) for key, node in nodes.items()}
        elif only.flow == name and only.node != COMMANDS:
            nodes = {**nodes, only.node: _through(nodes[only.node], only, redirect)}
        if only is None or (only.flow == name and only.node == COMMANDS):
            commands = tuple(_command(command, name, redirect) for command in commands)
        library.flows[name] = replace(flow, library=library, nodes=nodes, commands=commands)
    return dict(library.flows)


def _through(node: Any, place: Way, redirect: Redirect) -> Any:
    """A node of the flow itself; the engine's own, `@goodbye` and its like, stay as they are."""

    def of(value: Any, words: tuple[str, ...]) -> Any:
        if isinstance(value, Exit):
            return redirect(Way(place.flow, place.node, " ".join(words) or "goto"), value)
        if isinstance(value, tuple):
            items = tuple(of(item, (*words, str(number))) for number, item in enumerate(value, 1))
            return value if all(map(operator.is_, items, value)) else items
        if isinstance(value, Mapping):
            table = {key: of(item, (*words, str(key))) for key, item in value.items()}
            return value if all(map(operator.is_, table.values(), value.values())) else table
        if is_dataclass(value) and not isinstance(value, type):
            parts = {field.name: of(getattr(value, field.name), _named(words, field.name)) for field in fields(value)}
            changed = {name: part for name, part in parts.items() if part is not getattr(value, name)}
            return replace(value, **changed) if changed else value
        return value

    return node if place.node.startswith("@") else of(node, ())


def _named(words: tuple[str, ...], field: str) -> tuple[str, ...]:
    """`place`, `exits` and `target` say nothing: an exit is `next`, a choice `choices 2`."""
    return words if field in ("place", "exits", "target") else (*words, field)


def _command(command: Command, flow: str, redirect: Redirect) -> Command:
    if not command.target:
        return command
    way = Way(flow, COMMANDS, command.key or command.target)
    return replace(command, target=redirect(way, Exit(command.target, command.mark)).target)
