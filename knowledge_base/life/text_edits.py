"""A fact changed in the text itself: only the characters of that fact are replaced, comments and layout stay as they were."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ivr.source_tree import plain
from ivr.yaml_source import FAST, read_yaml
from knowledge_base.life.refusal import Refused

Path = Sequence[str | int]
MOST_DEPTH = 8
_PLAIN = re.compile(r"[^\W_](?:[^\n\r\t:#,\[\]{}\"']|(?<! )#|:(?! |$))*", re.UNICODE)


def set_value(text: str, path: Path, value: Any) -> str:
    """The text with another value at `path` (keys, and places in lists from 0; the place after the last adds an item); None
    removes what stands there. Raises Refused when the text cannot be changed so: then it is changed by hand."""
    if not 0 < len(path) <= MOST_DEPTH:
        raise Refused("form", "this place cannot be changed in the form")
    root = _compose(text)
    parent, last = root, path[-1]
    for at, step in enumerate(path[:-1]):
        inner = _child(parent, step)
        if inner is None:
            return set_value(text, path[: at + 1], None if value is None else _wrapped(path[at + 1 :], value))
        parent = inner
    node = _child(parent, last)
    if value is None and isinstance(parent, yaml.CollectionNode) and len(parent.value) == 1 and len(path) > 1:
        return set_value(text, path[:-1], None)
    if value is None:
        changed = _without(text, parent, last) if node is not None else text
    elif node is not None:
        changed = text[: _start(node)] + _written(value, parent) + text[_end(text, node) :]
    else:
        changed = _with(text, parent, last, value)
    return _proven(changed, path, value)


def _proven(text: str, path: Path, value: Any) -> str:
    """What was meant now stands there. Raises Refused."""
    tree, issues = read_yaml(text, "text.yaml")
    found = plain(tree) if tree and not issues else None
    for step in path:
        inner = isinstance(found, Mapping) and step in found
        listed = isinstance(found, list) and isinstance(step, int) and step < len(found)
        found = found[step] if found is not None and (inner or listed) else None
    if found != value and value is not None:
        raise Refused("form", "this text cannot be changed in the form; change it in the text")
    return text


def _compose(text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=FAST)
    except yaml.YAMLError:
        root = None
    if not isinstance(root, yaml.MappingNode):
        raise Refused("form", "the text cannot be read; mend it first")
    return root


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _wrapped(path: Path, value: Any) -> Any:
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.index)


def _end(text: str, node: yaml.Node) -> int:
    """After the last character of a node; a block's own mark stands only before what follows it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """After the line break of the line at `index`."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _with(text: str, parent: Any, last: str | int, value: Any) -> str:
    """A new key or item at the end of its parent."""
    if isinstance(parent, yaml.SequenceNode) != isinstance(last, int) or not isinstance(parent, yaml.CollectionNode):
        raise Refused("form", "this place cannot be changed in the form")
    written = _flow(value) if isinstance(last, int) else f"{last}: {_flow(value)}"
    if parent.flow_style:
        closing = int(parent.end_mark.index) - 1
        before = text[:closing].rstrip()
        comma = "" if before.endswith(("{", "[")) else ", "
        return before + comma + written + text[closing:]
    indent = " " * parent.start_mark.column
    dash = "- " if isinstance(last, int) else ""
    at = _line_end(text, _end(text, parent))
    lines = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    return f"{lines}{indent}{dash}{written}\n{text[at:]}"


def _without(text: str, parent: Any, last: str | int) -> str:
    """The key or item gone, with the comment on its lines."""
    entries = [
        (key, value) if isinstance(parent, yaml.MappingNode) else (value, value) for key, value in _pairs(parent)
    ]
    found = next(at for at, (key, _) in enumerate(entries) if last in (at, getattr(key, "value", None)))
    first, inner = entries[found]
    start, end = _start(first), _end(text, inner)
    if len(entries) == 1:
        raise Refused("form", "the last one cannot be removed; change it")
    if parent.flow_style:
        if found + 1 < len(entries):
            return text[:start] + text[_start(entries[found + 1][0]) :]
        return text[: _end(text, entries[found - 1][1])] + text[end:]
    if found == 0 and text[_line_start(text, start) : start].strip(" -"):
        raise Refused("form", "this cannot be removed in the form; remove it in the text")
    return text[: _line_start(text, start)] + text[_line_end(text, end) :]


def _pairs(parent: yaml.Node) -> list[tuple[Any, yaml.Node]]:
    if isinstance(parent, yaml.MappingNode):
        return list(parent.value)
    return list(enumerate(parent.value))


def _written(value: Any, parent: Any) -> str:
    """Several lines stand as a block where the parent is one."""
    if isinstance(value, str) and "\n" in value and not parent.flow_style and not value.startswith((" ", "\n")):
        indent: str = "\n" + " " * (parent.start_mark.column + 2)
        keep = "|" if value.endswith("\n") else "|-"
        return keep + indent + re.sub(r"\n(?!\n|$)", indent, value.rstrip("\n"))
    return _flow(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _PLAIN.fullmatch(value) and _reads_as_text(value) else json.dumps(value, ensure_ascii=False)


def _reads_as_text(value: str) -> bool:
    tree, issues = read_yaml(f"a: {value}\n", "text.yaml")
    return not issues and tree is not None and plain(tree) == {"a": value}
