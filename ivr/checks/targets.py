"""Targets that do not exist, nodes that nothing leads to, and walks that never wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.issue import Issue, error, warning
from ivr.nearest import nearest
from ivr.nodes.node import RETURN, Exit, Node
from ivr.nodes.queue import Queue
from ivr.nodes.transfer import Transfer

if TYPE_CHECKING:
    from ivr.flow import Flow


def written_nodes(flow: Flow) -> list[Node]:
    return [node for name, node in flow.nodes.items() if not name.startswith("@")]


def missing_targets(flow: Flow) -> Iterator[Issue]:
    for exit in _all_exits(flow):
        if exit.target and exit.target not in flow.nodes and exit.target != RETURN:
            near = nearest(exit.target, flow.nodes)
            mend = f"did you mean '{near}'?" if near else "write it, or lead elsewhere"
            yield error(exit.mark, f"there is no node '{exit.target[:40]}'; {mend}")


def _all_exits(flow: Flow) -> Iterator[Exit]:
    for node in written_nodes(flow):
        yield from node.targets()
    for command in flow.commands:
        if command.target:
            yield Exit(command.target, command.mark)
    for target in (flow.listen.not_understood, flow.listen.silent):
        if target:
            yield Exit(target, flow.listen.mark)


def unreachable(flow: Flow) -> Iterator[Issue]:
    reached = {flow.start, *(exit.target for exit in _all_exits(flow) if exit.mark == flow.listen.mark)}
    reached.update(command.target for command in flow.commands)
    open_nodes = list(reached)
    while open_nodes:
        node = flow.nodes.get(open_nodes.pop())
        for exit in node.targets() if node is not None else ():
            if exit.target not in reached:
                reached.add(exit.target)
                open_nodes.append(exit.target)
    for node in written_nodes(flow):
        if node.place.name not in reached:
            yield warning(node.place.mark, f"nothing leads to the node '{node.place.name}'")


def silent_queues(flow: Flow) -> Iterator[Issue]:
    """A silent line never rings an agent, nor anybody else."""
    for node in written_nodes(flow):
        exit = node.place.exits.get("silent")
        target = flow.nodes.get(exit.target) if exit is not None else None
        if exit is not None and isinstance(target, (Queue, Transfer)) and not exit.target.startswith("@"):
            yield error(
                exit.mark,
                f"'silent' leads to the {target.KIND} '{exit.target}'; ask once whether somebody is there, then hang up",
            )
