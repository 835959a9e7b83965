"""Walks that come round to where they were and give the caller no turn, or no end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, error, warning
from ivr.nodes.branch import Branch
from ivr.nodes.call import Call
from ivr.nodes.node import RETURN, Exit, Node

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.library import Library

Ways = Mapping[str, tuple[str, ...]]
REPAIR = {
    "silent": "a caller who says nothing",
    "not_understood": "a caller who is not understood",
}
"""Exits that must come to an end or a person, and who takes them."""


def loops(flow: Flow) -> Iterator[Issue]:
    """Nodes that go round without a turn of the caller's, through any branch. One whose condition changes on the way may end."""
    passing = _passing_flows(flow.library)
    ways = {node.place.name: _ways_on(node, passing) for node in written_nodes(flow) if _passes(node, passing)}
    for ring in _rings(ways):
        nodes = [flow.nodes[name] for name in ring]
        if not _changes_its_mind(nodes, flow.library):
            house = [node for node in nodes if node.PAUSE == "house"]
            what = f"asks for the same {house[0].KIND} again and again" if house else "goes round"
            yield error(nodes[0].place.mark, f"'{ring[0]}' {what} without ever waiting for the caller{_by(ring)}")


def endless_repair(flow: Flow) -> Iterator[Issue]:
    """Silence, or misunderstanding, that leads round to the same question for ever."""
    for repair, who in REPAIR.items():
        ways = {node.place.name: _ways_of_repair(node, repair) for node in written_nodes(flow)}
        for ring in _rings(ways):
            exits = [exit for name in ring if (exit := _repair_exit(flow.nodes[name], repair)) is not None]
            if exits:
                mend = f"lead '{repair}' to an end or to a person"
                yield warning(exits[0].mark, f"{who} goes round for ever{_by(ring)}; {mend}")


def _repair_exit(node: Node, repair: str) -> Exit | None:
    return node.place.exits.get(node.SILENCE if repair == "silent" else repair)


def _passes(node: Node, passing: set[str]) -> bool:
    return node.flow in passing if isinstance(node, Call) else node.PAUSE != "caller"


def _ways_on(node: Node, passing: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(exit.target for exit in node.targets())) if _passes(node, passing) else ()


def _ways_of_repair(node: Node, repair: str) -> tuple[str, ...]:
    exit = _repair_exit(node, repair)
    return (exit.target,) if exit is not None else _ways_on(node, set())


def _passing_flows(library: Library) -> set[str]:
    """Flows that can be gone through from start to return without a turn of the caller's."""
    passing: set[str] = set()
    while True:
        more = {name for name, flow in library.flows.items() if name not in passing and _goes_through(flow, passing)}
        if not more:
            return passing
        passing |= more


def _goes_through(flow: Flow, passing: set[str]) -> bool:
    seen: set[str] = set()
    ahead = [flow.start]
    while ahead:
        name = ahead.pop()
        if name == RETURN:
            return True
        node = flow.nodes.get(name)
        if node is not None and name not in seen:
            seen.add(name)
            ahead.extend(_ways_on(node, passing))
    return False


def _changes_its_mind(nodes: Iterable[Node], library: Library) -> bool:
    branches = [node for node in nodes if isinstance(node, Branch)]
    asked = {name for branch in branches for expression, _ in branch.expressions() for name in expression.names}
    return bool(asked & set(_brought(nodes, library, set())))


def _brought(nodes: Iterable[Node], library: Library, seen: set[str]) -> Iterator[str]:
    """What nodes give a value, and the flows that they call."""
    for node in nodes:
        yield from node.brings()
        if isinstance(node, Call) and node.flow in library.flows and node.flow not in seen:
            seen.add(node.flow)
            yield from _brought(written_nodes(library.flows[node.flow]), library, seen)


def _rings(ways: Ways) -> Iterator[list[str]]:
    """Each walk that comes round, by the names on it; of several through one node the shortest."""
    left = _trimmed(ways)
    found: set[str] = set()
    for name in left:
        ring = _round(name, left) if name not in found else []
        found.update(ring)
        if ring:
            yield ring


def _trimmed(ways: Ways) -> Ways:
    """Without the nodes that are on no ring, as nothing leads to them or nothing leads on."""
    led_to = _peeled(ways)
    back: dict[str, list[str]] = {name: [] for name in led_to}
    for name, targets in led_to.items():
        for target in targets:
            back[target].append(name)
    leading_on = _peeled({name: tuple(sources) for name, sources in back.items()})
    return {
        name: tuple(other for other in led_to[name] if other in leading_on) for name in led_to if name in leading_on
    }


def _peeled(ways: Ways) -> Ways:
    """Without the nodes that nothing leads to, again and again."""
    counts = Counter(target for targets in ways.values() for target in targets)
    free = [name for name in ways if not counts[name]]
    for name in free:
        for target in ways[name]:
            counts[target] -= 1
            if not counts[target] and target in ways:
                free.append(target)
    gone = set(free)
    return {
        name: tuple(target for target in targets if target in ways and target not in gone)
        for name, targets in ways.items()
        if name not in gone
    }


def _round(start: str, ways: Ways) -> list[str]:
    """The shortest walk from a node back to itself, or none."""
    came: dict[str, str] = {}
    ahead = [start]
    for name in ahead:
        for target in ways[name]:
            if target == start:
                return _walked(start, name, came)
            if target not in came:
                came[target] = name
                ahead.append(target)
    return []


def _walked(start: str, last: str, came: Mapping[str, str]) -> list[str]:
    walk = [last]
    while walk[-1] != start:
        walk.append(came[walk[-1]])
    return walk[::-1]


def _by(ring: list[str]) -> str:
    return f" ({' -> '.join([*ring[:6], ring[0]])})" if len(ring) > 1 else ""
