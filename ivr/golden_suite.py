"""All golden calls of a folder of flows, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.flow import Flow
from ivr.folder import CALLS
from ivr.golden import GoldenCall, Outcome, name_of, play_call, read_golden
from ivr.golden_given import FOLDER
from ivr.issue import Issue, Mark, error
from ivr.source_tree import plain
from ivr.yaml_source import read_yaml


@dataclass(frozen=True)
class Script:
    """One file of golden calls as read: the call, or what is wrong with it."""

    file: str
    name: str
    call: GoldenCall | None
    issues: tuple[Issue, ...]


def read_suite(files: Mapping[str, str]) -> tuple[Script, ...]:
    """`files` are texts by their path under the flows folder; those of calls/ are read, in the order of their names."""
    paths = [path for path in sorted(files) if path.startswith(f"{CALLS}/") and not path.startswith(f"{FOLDER}/")]
    given = _given(files)
    scripts: dict[str, Script] = {}
    for path in paths:
        script = _read(files[path], path, given)
        if script.name in scripts:
            twice = f"the call '{script.name[:40]}' stands in {scripts[script.name].file} already"
            script = Script(path, path, None, (error(Mark(path), twice),))
        scripts[script.name] = script
    return tuple(scripts.values())


def _read(text: str, path: str, given: Mapping[str, Any]) -> Script:
    tree, issues = read_yaml(text, path)
    if tree is None or issues:
        return Script(path, path, None, tuple(issues) or (error(Mark(path), "the file is empty"),))
    call, wrong = read_golden(tree, path, given)
    return Script(path, name_of(tree, path), call, tuple(wrong))


def _given(files: Mapping[str, str]) -> dict[str, Any]:
    read = {path: read_yaml(text, path)[0] for path, text in files.items() if path.startswith(f"{FOLDER}/")}
    return {path.rsplit("/", 1)[-1]: plain(tree) for path, tree in read.items() if tree is not None}


def play_suite(scripts: tuple[Script, ...], flows: Mapping[str, Flow]) -> Iterator[Outcome]:
    """Each against the engine; an unreadable file is a failed call."""
    for script in scripts:
        yield play_call(script.call, flows) if script.call else Outcome(script.name, script.issues, 0)
