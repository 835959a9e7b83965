"""Differences for people to read: a flow, its nodes, and what is other in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ivr.diff import Change

MOST_SHOWN = 300
WHOLE = ("flow", "file", "node")


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """`+` added, `-` removed, `~` changed."""
    for place, of_place in groupby(changes, lambda change: change.place):
        within = list(of_place)
        if len(within) == 1 and within[0].what in ("flow", "file"):
            yield f"{_mark(within[0])} {within[0].what} {place}"
            continue
        yield place
        for node, of_node in groupby(within, lambda change: change.node):
            yield from _node(node, list(of_node))


def summary(changes: Sequence[Change], most: int) -> Iterator[str]:
    """The places that differ, at most so many lines."""
    counted = {place: len(list(found)) for place, found in groupby(changes, lambda change: change.place)}
    for place, count in list(counted.items())[:most]:
        nodes = dict.fromkeys(change.node for change in changes if change.place == place and change.node)
        yield f"{place}: {', '.join(nodes) or f'{count} differences'}"
    if len(counted) > most:
        yield f"and {len(counted) - most} more"


def _node(name: str, changes: Sequence[Change]) -> Iterator[str]:
    if name and changes[0].what == "node":
        yield f"  {_mark(changes[0])} node {name} ({changes[0].after or changes[0].before})"
        return
    if name:
        yield f"  ~ node {name}"
    for change in changes:
        where = f"{change.name} ({change.language})" if change.language else change.name
        yield f"    {_mark(change)} {change.what} {where}: {_values(change)}".replace(" :", ":")


def _mark(change: Change) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _values(change: Change) -> str:
    shown = [_shown(value, change.what) for value in (change.before, change.after) if value is not None]
    return " -> ".join(shown)


def _shown(value: str, what: str) -> str:
    short = " ".join(value.split())
    short = short if len(short) <= MOST_SHOWN else f"{short[:MOST_SHOWN]}…"
    return f'"{short}"' if what == "prompt" else short
