"""Keys that mean two things, or that no telephone has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.commands import Command
from ivr.issue import Issue, Mark, error, warning
from ivr.library import Library
from ivr.nodes.language import Language
from ivr.nodes.menu import Menu
from ivr.nodes.queue import Queue

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.nodes.node import Node


def keys_twice(flow: Flow) -> Iterator[Issue]:
    for node in written_nodes(flow):
        if isinstance(node, Menu):
            first: dict[str, Mark] = {}
            for choice in node.choices:
                if choice.key and choice.key in first and choice.when is None:
                    yield error(choice.mark, f"key {choice.key} is used twice; first in line {first[choice.key].line}")
                if choice.key and choice.when is None:
                    first.setdefault(choice.key, choice.mark)


def keys_of_languages(flow: Flow) -> Iterator[Issue]:
    for node in written_nodes(flow):
        if isinstance(node, Language):
            keys = list(node.choices.values())
            for language, key in node.choices.items():
                if len(key) != 1 or key not in "123456789":
                    yield error(node.place.mark, f"'{key[:20]}' is no key for {language}; keys are 1-9")
                elif keys.count(key) > 1 and keys.index(key) == list(node.choices).index(language):
                    yield error(node.place.mark, f"key {key} is used twice; one key for each language")


def keys_of_commands(flow: Flow) -> Iterator[Issue]:
    """A node's own key goes before the command that has it everywhere else."""
    commands = {command.key: command for command in commands_of(flow.library) if command.key}
    for node in written_nodes(flow) if commands else ():
        for key, mark in _own_keys(node):
            if key in commands:
                at = commands[key].mark
                yield warning(
                    mark, f"key {key} is a command everywhere ({at.file}:{at.line}), and means something else here"
                )


def _own_keys(node: Node) -> Iterator[tuple[str, Mark]]:
    if isinstance(node, Menu):
        yield from ((choice.key, choice.mark) for choice in node.choices if choice.key)
    elif isinstance(node, Language):
        yield from ((key, node.place.mark) for key in node.choices.values())
    elif isinstance(node, Queue):
        yield from ((offer.key, node.place.mark) for offer in node.offers.values())


def commands_of(library: Library) -> list[Command]:
    """Those of every flow: a sub-flow obeys the ones of the flow that called it."""
    return [command for flow in library.flows.values() for command in flow.commands]
