"""Two values of plain data compared place by place; lists item by item, so that one put in the middle is one change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ivr.source_tree import Items, Scalar, Tree

Path = tuple[str, ...]
Difference = tuple[Path, str | None, str | None]
NAMES = ("slot", "name", "label", "key", "goto", "when")
"""What makes an item of a list the same item, the strongest first."""


def written(tree: Tree) -> Any:
    """The tree as dicts, lists and the characters as they stand."""
    if isinstance(tree, Scalar):
        return tree.raw
    if isinstance(tree, Items):
        return [written(item) for item in tree.items]
    return {key: written(item) for key, item in tree.entries.items()}


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Each place that was added (before is None), removed (after is None) or changed, as people read it: 1 is "1"."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key), after.get(key), (*path, str(key)))
    elif _is_list(before) and _is_list(after):
        for name, old, new in _paired(before, after):
            yield from differences(old, new, (*path, name))
    elif _is_plain(before) and _is_plain(after):
        if _text(before) != _text(after):
            yield path, _text(before), _text(after)
    else:
        yield from ((place, value, None) for place, value in _leaves(before, path))
        yield from ((place, None, value) for place, value in _leaves(after, path))


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif _is_list(value):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, (*path, _name(inner, number)))
    elif value is not None:
        yield path, str(_text(value))


def _paired(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Equal items first, then those of one name, then, where items have no names, those in one place."""
    left = dict(enumerate(after, 1))
    lost: list[tuple[int, Any]] = []
    for number, item in enumerate(before, 1):
        same = next((other for other, found in left.items() if found == item), None)
        if same is not None:
            left.pop(same)
        else:
            lost.append((number, item))
    for number, item in lost:
        match = _match(number, item, left)
        yield _name(item, number), item, left.pop(match) if match is not None else None
    for number, item in left.items():
        yield _name(item, number), None, item


def _match(number: int, item: Any, left: dict[int, Any]) -> int | None:
    named = [name for name in NAMES if isinstance(item, dict) and name in item]
    for name in named:
        for other, found in left.items():
            if isinstance(found, dict) and found.get(name) == item[name]:
                return other
    return number if not named and number in left else None


def _name(item: Any, number: int) -> str:
    """How a person would point at an item: by its slot or label, else its key, else its place."""
    for name in NAMES if isinstance(item, dict) else ():
        found = item.get(name)
        words = next(iter(found.values()), "") if isinstance(found, dict) else found
        if isinstance(words, str) and words:
            return words[:40]
    return str(number)


def _is_list(value: Any) -> bool:
    """A list of more than plain values: those are one value together."""
    return isinstance(value, list) and not _is_plain(value)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return not any(isinstance(item, (dict, list)) for item in value)
    return value is not None and not isinstance(value, dict)


def _text(value: Any) -> str | None:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
