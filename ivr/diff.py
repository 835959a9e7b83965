"""What is different between two sets of flows, in the words of those who write them: nodes, exits, prompts, keys, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from ivr.diff_values import Path, differences, written
from ivr.flow_reading import languages_of
from ivr.locale.phrases import CATALOGUE
from ivr.nodes import NODE_TYPES
from ivr.source_tree import Table
from ivr.yaml_source import read_yaml

What = Literal["flow", "file", "node", "type", "exit", "prompt", "key", "setting", "service"]
Files = Mapping[str, str]
Definitions = Mapping[str, Mapping[str, Any]]
AS_WHOLE = ("calls/",)
"""Files that are named when they change, and not opened."""
TEXTS = "texts/"


@dataclass(frozen=True)
class Change:
    """`place` is a flow's name, a file or a service's code; `name` the dotted place in it. `before` None: added;
    `after` None: removed. A node's, flow's or file's own are its type or path."""

    place: str
    what: What
    node: str = ""
    name: str = ""
    language: str = ""
    before: str | None = None
    after: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class _Side:
    """One of the two: flows by name, other files by path, as characters; `trees` None for what is no YAML."""

    flows: dict[str, dict[str, Any]] = field(default_factory=dict)
    languages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def diff(before: Files, after: Files, services: tuple[Definitions, Definitions] = ({}, {})) -> tuple[Change, ...]:
    """Flows first, then other files, then services (before, after). Works for files with errors, too; never raises."""
    old, new = _side(before), _side(after)
    found: list[Change] = []
    for name in dict.fromkeys((*old.flows, *new.flows)):
        found += _flow(name, old, new)
    found += _apart(old, new)
    for path in dict.fromkeys((*old.others, *new.others)):
        found += _file(path, old, new)
    for code in dict.fromkeys((*services[0], *services[1])):
        found += _service(code, services[0].get(code), services[1].get(code))
    return tuple(_joined(found))


def _side(files: Files) -> _Side:
    side = _Side()
    for path, text in files.items():
        tree = None if path.startswith(AS_WHOLE) else read_yaml(text, path)[0]
        if not isinstance(tree, Table):
            side.others[path] = text
            continue
        plain = written(tree)
        if path.startswith(TEXTS):
            language = path.rsplit("/", 1)[-1].partition(".")[0]
            told = ((".".join(where), str(after)) for where, _, after in differences({}, plain))
            side.texts.update({f"{language}:{where}": words for where, words in told})
        elif isinstance(plain.get("nodes"), dict) and isinstance(plain.get("flow"), str):
            side.flows[plain["flow"]] = {**plain, "file": path}
            side.languages[plain["flow"]] = languages_of(tree)
        else:
            side.others[path] = plain
    return side


def _flow(name: str, old: _Side, new: _Side) -> Iterator[Change]:
    before, after = old.flows.get(name), new.flows.get(name)
    if before is None or after is None:
        yield Change(name, "flow", before=_file_of(before), after=_file_of(after))
        return
    languages = tuple(dict.fromkeys((*old.languages[name], *new.languages[name])))
    for path, was, now in differences({**before, "nodes": {}}, {**after, "nodes": {}}):
        yield _change(name, "", "", path, languages, was, now)
    for node in dict.fromkeys((*before["nodes"], *after["nodes"])):
        yield from _node(name, node, before["nodes"].get(node), after["nodes"].get(node), languages)


def _file_of(flow: dict[str, Any] | None) -> str | None:
    return None if flow is None else str(flow["file"])


def _node(flow: str, name: str, before: Any, after: Any, languages: tuple[str, ...]) -> Iterator[Change]:
    was, now = _kind(before), _kind(after)
    if before is None or after is None:
        yield Change(flow, "node", name, before=was, after=now)
        return
    if was != now:
        yield Change(flow, "type", name, before=was, after=now)
    for path, old, new in differences(before, after):
        yield _change(flow, name, (now if after else was) or "", path, languages, old, new)


def _kind(node: Any) -> str | None:
    if node is None:
        return None
    return next((key for key in node if key in NODE_TYPES), "?") if isinstance(node, dict) else "?"


def _change(
    place: str, node: str, kind: str, path: Path, languages: tuple[str, ...], before: str | None, after: str | None
) -> Change:
    """Sorted by what a place in a node means."""
    last, inner = path[-1], path[1:] if len(path) > 1 and path[0] in NODE_TYPES else path
    if last == "key" or (kind == "language" and "choices" in path):
        return Change(place, "key", node, ".".join(inner), "", before, after)
    if last in languages and "says" not in path and len(path) > 1:
        return Change(place, "prompt", node, ".".join(inner[:-1]) or path[0], last, before, after)
    exits = NODE_TYPES[kind].EXITS if kind in NODE_TYPES else ()
    what: What = "exit" if last == "goto" or (len(path) == 1 and last in exits) else "setting"
    return Change(place, what, node, ".".join(inner), "", before, after)


def _apart(old: _Side, new: _Side) -> Iterator[Change]:
    """Words of texts/ are prompts of the node they belong to."""
    nodes = {name: side.flows[name]["nodes"] for side in (old, new) for name in side.flows}
    for path, before, after in differences(old.texts, new.texts):
        language, _, key = path[0].partition(":")
        head, _, rest = key.partition(".")
        flow = head if head in nodes else next((name for name in nodes if head in nodes[name]), "")
        node, _, name = rest.partition(".") if head in nodes else (head, "", rest)
        if flow:
            yield Change(flow, "prompt", node, name, language, before, after)
        else:
            yield Change(f"{TEXTS}{language}.yaml", "prompt", "", key, language, before, after)


def _file(path: str, old: _Side, new: _Side) -> Iterator[Change]:
    before, after = old.others.get(path), new.others.get(path)
    if before == after:
        return
    if not isinstance(before, dict) or not isinstance(after, dict):
        yield Change(path, "file", before=None if before is None else path, after=None if after is None else path)
        return
    for place, was, now in differences(before, after):
        yield _change(path, "", "", place, tuple(CATALOGUE), was, now)


def _service(code: str, before: Any, after: Any) -> Iterator[Change]:
    if before is None or after is None:
        yield Change(code, "service", before=None if before is None else code, after=None if after is None else code)
        return
    for path, was, now in differences(before, after):
        yield Change(code, "service", name=".".join(path), before=was, after=now)


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Words that moved between a flow and texts/ are one change, or none."""
    removed = {_spot(change): change for change in changes if change.what == "prompt" and change.after is None}
    moved = {
        _spot(change): replace(change, before=removed[_spot(change)].before)
        for change in changes
        if change.what == "prompt" and change.before is None and _spot(change) in removed
    }
    for change in changes:
        both = moved.get(_spot(change)) if change.what == "prompt" else None
        if both is None:
            yield change
        elif change.before is None and both.before != both.after:
            yield both


def _spot(change: Change) -> tuple[str, ...]:
    return (change.place, change.node, change.name, change.language)
