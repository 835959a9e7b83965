"""Frozen dataclasses as plain, JSON-safe dicts and back, so that events, effects and sessions can be stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

Plain = dict[str, Any]


class UnknownKind(ValueError):
    """A stored dict names no type of its family."""


def to_plain(value: Any) -> Plain:
    """`{"type": class name, **fields}`; nested dataclasses and tuples become dicts and lists."""
    plain: Plain = {"type": type(value).__name__}
    for field in fields(value):
        plain[field.name] = _inner(getattr(value, field.name))
    return plain


def _inner(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _inner(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_inner(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _inner(item) for key, item in value.items()}
    return value


def by_name(types: Iterable[type[Any]]) -> dict[str, type[Any]]:
    return {kind.__name__: kind for kind in types}


def kind_of(plain: Mapping[str, Any], family: Mapping[str, type[Any]]) -> type[Any]:
    """The type that a stored dict names; raises UnknownKind."""
    kind = family.get(str(plain.get("type")))
    if kind is None:
        raise UnknownKind(f"no such type: {plain.get('type')!r}")
    return kind


def known_fields(plain: Mapping[str, Any], kind: Any) -> Plain:
    """Those of the stored values that the dataclass `kind` has a field for."""
    return {name: plain[name] for name in kind.__dataclass_fields__ if name in plain}
