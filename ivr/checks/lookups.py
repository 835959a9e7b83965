"""Lookups of a source that is not there, without an argument it needs, or with one it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, error
from ivr.nearest import suggestion
from ivr.nodes.lookup import OPTIONAL, SOURCES, Lookup

if TYPE_CHECKING:
    from ivr.flow import Flow


def sources(flow: Flow) -> Iterator[Issue]:
    for node in written_nodes(flow):
        if isinstance(node, Lookup) and node.source:
            known = {**SOURCES, **{name: found.parameters for name, found in flow.library.connectors.items()}}
            if node.source in known:
                yield from _arguments(node, known[node.source], OPTIONAL.get(node.source, ()))
            else:
                yield error(node.source_mark, _mend(f"there is no source '{node.source[:40]}'", node.source, known))


def _arguments(node: Lookup, parameters: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Issue]:
    for name in parameters:
        if name not in node.arguments:
            yield error(node.source_mark, f"{node.source} needs '{name}': with: {{{name}: ...}}")
    for name in node.arguments:
        if name not in (*parameters, *optional):
            known = (*parameters, *optional)
            yield error(node.source_mark, _mend(f"{node.source} knows no '{name[:40]}'", name, known))


def _mend(wrong: str, name: str, known: Iterable[str]) -> str:
    return f"{wrong}; {suggestion(name, known)}"
