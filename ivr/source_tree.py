"""A YAML file as read: scalars, lists and tables that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ivr.issue import Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """`value` by the rules of YAML 1.2; `raw` the characters as written, without quotes."""

    value: str | int | float | bool | None
    raw: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Tree, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Table:
    """`entries` in document order; `keys` says where each key stands."""

    entries: dict[str, Tree]
    keys: dict[str, Mark]
    mark: Mark


Tree = Scalar | Items | Table


def plain(tree: Tree) -> Any:
    """The tree as dicts, lists and scalars."""
    if isinstance(tree, Scalar):
        return tree.value
    if isinstance(tree, Items):
        return [plain(item) for item in tree.items]
    return {key: plain(item) for key, item in tree.entries.items()}
