"""What is different between two texts of a document, fact by fact: `fee amount 0 -> 50000`, whatever the layout is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from ivr.diff_values import differences, written
from ivr.source_tree import plain
from ivr.yaml_source import read_yaml
from knowledge_base.definition import FACTS, Article, Service

LANGUAGES = ("id", "en")
KEYED = {"fields": "name", "options": "value"}
"""Lists whose items have a name of their own."""


@dataclass(frozen=True)
class FactChange:
    """`fact` is a key of the document (`fee`, `fields`); `place` what is meant in it (`telepon.label`); `before` None: added."""

    fact: str
    place: str
    language: str
    before: str | None
    after: str | None


def fact_changes(before: str, after: str) -> tuple[FactChange, ...]:
    """Never raises: what is no definition is compared as it is written."""
    old, new = _read(before), _read(after)
    if old is None or new is None:
        return ()
    return tuple(_change(path, was, now) for path, was, now in differences(old, new))


def _change(path: tuple[str, ...], before: str | None, after: str | None) -> FactChange:
    language = path[-1] if len(path) > 1 and path[-1] in LANGUAGES else ""
    inner = path[1:-1] if language else path[1:]
    return FactChange(path[0], ".".join(inner), language, before, after)


def _read(text: str) -> dict[str, Any] | None:
    tree, _ = read_yaml(text, "text.yaml")
    data = plain(tree) if tree else {}
    if not isinstance(data, dict):
        return None
    model: type[BaseModel] = Article if "body" in data else Service
    try:
        read = model.model_validate(data).model_dump(by_alias=True, exclude_none=True)
    except ValidationError:
        shown = written(tree) if tree else {}
        return shown if isinstance(shown, dict) else None
    return {name: _fact(value) if name in FACTS else _keyed(name, value) for name, value in read.items()}


def _fact(value: Mapping[str, Any]) -> Any:
    """A fact of one version as it is told; several by the day on which each begins."""
    versions = value["versions"]
    if len(versions) == 1:
        return _version(versions[0])
    return {f"{version.get('valid_from', '-')}": _version(version) for version in versions}


def _version(version: Mapping[str, Any]) -> Any:
    told = {name: item for name, item in version.items() if item is not False or name != "unverified"}
    if "items" not in told:
        return told
    items = told.pop("items")
    return {**told, "items": items} if told else items


def _keyed(name: str, value: Any) -> Any:
    if isinstance(value, list) and name in KEYED:
        return {str(item[KEYED[name]]): {key: _keyed(key, inner) for key, inner in item.items()} for item in value}
    return value
