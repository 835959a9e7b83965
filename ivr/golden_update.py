"""Rewrites what failing golden calls hear and expect to what is heard and seen now; every other character stays.

Only the values themselves are replaced, where they stand: comments, order and layout are the author's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import yaml

from ivr.flow import Flow
from ivr.golden import GoldenCall, opening
from ivr.golden_expectations import bare, differences
from ivr.golden_steps import Step
from ivr.issue import Issue, error
from ivr.line import StepFailed, WrongMoment
from ivr.rehearsal import Rehearsal
from ivr.source_tree import Scalar, Table, Tree
from ivr.yaml_scalar import resolve

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PLAIN = re.compile(r"[\w][\w .,?!/()+-]*", re.ASCII)


@dataclass
class Update:
    """`text` is the file as it should be; `issues` say what no rewriting can mend, and then `text` is as it was."""

    text: str
    issues: list[Issue] = field(default_factory=list)


class _Unmendable(Exception):
    """What is wrong here is not a matter of words."""


def update(text: str, call: GoldenCall, flows: Mapping[str, Flow]) -> Update:
    """Plays the call to its end and notes each value that is otherwise now. `text` is the file that `call` was read from."""
    name, language = opening(flows, call)
    flow = flows.get(name)
    if flow is None:
        return Update(text, [error(call.mark, f"there is no flow '{name[:40]}'")])
    rehearsal = Rehearsal(flow, call.given, call.at, language)
    rehearsal.start()
    changes: list[tuple[Scalar, Any]] = []
    for step in call.steps:
        try:
            changes.extend(_changes(rehearsal, step))
        except (_Unmendable, StepFailed, WrongMoment) as wrong:
            return Update(text, [error(step.mark, f"{call.name}: {wrong}; the steps no longer fit the flow")])
    return Update(_rewritten(text, changes))


def _changes(rehearsal: Rehearsal, step: Step) -> Iterator[tuple[Scalar, Any]]:
    if step.word == "expect":
        for key, tree in step.tree.entries.items() if isinstance(step.tree, Table) else ():
            yield from _unlike(key, tree, step.value[key], rehearsal.seen(key))
    elif step.word != "hear":
        step.take(rehearsal)
    elif bare(step.value) not in bare(" ".join(rehearsal.said)):
        yield _scalar(step.tree, "hear"), _nearest(step.value, rehearsal.said)


def _unlike(key: str, tree: Tree, wanted: Any, found: Any) -> Iterator[tuple[Scalar, Any]]:
    if isinstance(tree, Table) and isinstance(found, Mapping):
        for name, inner in tree.entries.items():
            yield from _unlike(f"{key}.{name}", inner, wanted[name], found.get(name))
    elif next(differences(key, wanted, found), ""):
        if isinstance(found, list):
            if not found or key == "passed":
                raise _Unmendable(f"{key}: wanted '{wanted}', found {found}")
            found = _nearest(str(wanted), found)
        if found is None or isinstance(found, Mapping):
            raise _Unmendable(f"{key}: wanted '{wanted}', found {found or 'nothing'}")
        yield _scalar(tree, key), found


def _scalar(tree: Tree, key: str) -> Scalar:
    if not isinstance(tree, Scalar):
        raise _Unmendable(f"{key} is not one value")
    return tree


def _nearest(wanted: str, said: list[str]) -> str:
    """The sentence among those said that is most like what was wanted."""
    sentences = [sentence for text in said for sentence in _SENTENCE.split(text) if sentence]
    if not sentences:
        raise _Unmendable(f"'{wanted}' was to be heard, and nothing is")
    return max(sentences, key=lambda sentence: SequenceMatcher(None, bare(wanted), bare(sentence)).ratio())


def _rewritten(text: str, changes: list[tuple[Scalar, Any]]) -> str:
    spans = _spans(text)
    for scalar, value in sorted(changes, key=lambda change: (change[0].mark.line, change[0].mark.column), reverse=True):
        start, end = spans[(scalar.mark.line, scalar.mark.column)]
        end = start + len(text[start:end].rstrip())
        text = text[:start] + yaml_value(value) + text[end:]
    return text


def _spans(text: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Where each scalar stands: (line, column) from 1 -> characters from, to."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        start, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.ScalarEvent) and start is not None and end is not None:
            spans[(start.line + 1, start.column + 1)] = (start.index, end.index)
    return spans


def yaml_value(value: Any) -> str:
    """As YAML on one line, quoted where it would read otherwise."""
    if isinstance(value, bool) or not isinstance(value, str):
        return json.dumps(value)
    simple = (
        _PLAIN.fullmatch(value) and isinstance(resolve(value), str) and ", " not in value and value == value.strip()
    )
    return value if simple else json.dumps(value, ensure_ascii=False)
