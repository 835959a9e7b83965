"""Whatever is written in whatever file: flows, or issues that say where. Never an exception."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.flow import compile_sources
from ivr.flow_reading import read_kind
from ivr.golden import play_golden
from ivr.golden_steps import ACTIONS
from ivr.issue import Issue
from ivr.listen import DEFAULT_LISTEN
from ivr.nodes import NODE_TYPES
from ivr.outline import Outline, Shape
from ivr.yaml_source import read_yaml
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, compiled, files

PATHS = (
    "hotline.yaml",
    "queues.yaml",
    "messages.yaml",
    "connectors.yaml",
    "numbers.yaml",
    "calendars/kantor.yaml",
    "consents/data.yaml",
    "sentences/id/all.yaml",
    "texts/en.yaml",
)
SOURCE = files(f"{HEAD}start: bye\nnodes:{TAIL}")
FLOWS = compiled(SOURCE["hotline.yaml"]).flows
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _keys(shapes: dict[str, Shape]) -> set[str]:
    return {*shapes, *(key for shape in shapes.values() for key in _keys(shape.inner))}


def _keys_of(kind: str) -> set[str]:
    outline = Outline()
    read_kind(outline, NODE_TYPES[kind], "", "", DEFAULT_LISTEN)
    return _keys(outline.shapes)


KEYS = sorted({key for kind in NODE_TYPES for key in _keys_of(kind)})
FILE_KEYS = [
    "queues",
    "messages",
    "numbers",
    "calendar",
    "timezone",
    "weekly",
    "mon",
    "holidays",
    "special",
    "date",
    "hours",
]
FILE_KEYS += [
    "name",
    "agency",
    "services",
    "skills",
    "priority",
    "consent",
    "version",
    "wording",
    "intents",
    "lists",
    "id",
    "en",
]
WORDS = st.sampled_from(
    [
        "id",
        "en",
        "first",
        "bye",
        "1",
        "#",
        "0",
        "{{ a }}",
        "{{",
        "a == 'b'",
        "nik",
        "choice",
        "return",
        "@x",
        "5s",
        "2026-08-17",
        "07:30-16:00",
        "[a] (b|c) {service}",
        "(",
        "data",
        "kartu",
        "umum",
        "kantor",
        "DUK-02",
        "+62211500112",
        *KEYS,
        *FILE_KEYS,
    ]
)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
NODE = st.sampled_from(sorted(NODE_TYPES)).flatmap(
    lambda kind: st.dictionaries(st.sampled_from(sorted(_keys_of(kind))), VALUES, max_size=5).map(
        lambda node: {kind: node.pop(kind, {}), **node}
    )
)
FLOW = st.fixed_dictionaries(
    {
        "flow": st.just("hotline"),
        "language_version": st.just(1),
        "start": st.just("first") | VALUES,
        "nodes": st.dictionaries(st.sampled_from(["first", "bye", "home"]), NODE | VALUES, max_size=4),
    },
    optional={"languages": VALUES, "listen": VALUES, "commands": VALUES, "title": VALUES},
)
OTHER = st.dictionaries(st.sampled_from(FILE_KEYS) | WORDS, VALUES, max_size=4)
CALL_KEYS = st.sampled_from(["call", "title", "dial", "at", "flow", "given", "steps"])
STEPS = st.lists(st.dictionaries(st.sampled_from(sorted(ACTIONS)), VALUES, max_size=2) | VALUES, max_size=4)


def judge(issues: tuple[Issue, ...]) -> None:
    assert all(issue.file and issue.line >= 1 and issue.column >= 1 and issue.text for issue in issues)


@settings(RELAXED, max_examples=200)
@given(FLOW)
def test_any_flow(tree: dict[str, Any]) -> None:
    found = compile_sources({**SOURCE, "hotline.yaml": json.dumps(tree)}, SERVICES, AGENCIES)
    assert found.flows or found.errors
    judge(found.issues)


@pytest.mark.parametrize("path", PATHS)
@RELAXED
@given(tree=OTHER)
def test_any_tree(path: str, tree: dict[str, Any]) -> None:
    found = compile_sources({**SOURCE, path: json.dumps(tree)}, SERVICES, AGENCIES)
    assert found.flows or found.errors
    judge(found.issues)


@pytest.mark.parametrize("path", PATHS)
@RELAXED
@given(text=st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text(path: str, text: str) -> None:
    found = compile_sources({**SOURCE, path: text}, SERVICES, AGENCIES)
    assert found.flows or found.errors
    judge(found.issues)


@RELAXED
@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_as_a_golden_call(text: str) -> None:
    tree, issues = read_yaml(text, "calls/x.yaml")
    judge(tuple(issues))
    if tree is not None:
        judge(play_golden(tree, FLOWS, "calls/x.yaml", {}).issues)


@RELAXED
@given(given=VALUES, steps=STEPS, more=st.dictionaries(CALL_KEYS, VALUES, max_size=2))
def test_any_golden_call(given: Any, steps: Any, more: dict[str, Any]) -> None:
    call = {"call": "x", "at": "2026-11-24T10:00+07:00", "given": given, "steps": [*steps, {"press": "1"}], **more}
    tree, _ = read_yaml(json.dumps(call), "calls/x.yaml")
    assert tree is not None
    judge(play_golden(tree, FLOWS, "calls/x.yaml", {}).issues)
