"""The editors' schema: every shipped file is valid by it, every node type and exit is in it, and a slip of the key is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ivr.editor_schema import editor_schema
from ivr.nodes import NODE_TYPES
from ivr.questions import QUESTIONS
from ivr.source_tree import plain
from ivr.terminal.command import main
from ivr.yaml_source import read_yaml
from tests.unit.ivr.connectors.test_reading import source
from tests.unit.ivr.house import CALENDAR, CONSENT, HEAD, MESSAGES, QUEUES, TAIL
from tests.unit.ivr.test_properties import SAMPLE

CONNECTOR = source(method="GET", headers="{Accept: application/json}")
FLOWS = Path(__file__).parents[3] / "flows"
SCHEMA = editor_schema()
VALIDATOR = Draft7Validator(SCHEMA)
SHIPPED = sorted(path for path in FLOWS.rglob("*.yaml"))


def data(text: str) -> Any:
    tree, issues = read_yaml(text, "x.yaml")
    assert tree is not None
    assert not issues
    return plain(tree)


def problems(text: str) -> Iterator[str]:
    return (problem.message for problem in VALIDATOR.iter_errors(data(text)))


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_is_valid(path: Path) -> None:
    assert list(problems(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text", [f"{HEAD}start: first\nnodes:\n{SAMPLE}{TAIL}", QUEUES, CALENDAR, CONSENT, MESSAGES, CONNECTOR]
)
def test_a_file_of_each_kind_is_valid(text: str) -> None:
    assert list(problems(text)) == []


@pytest.mark.parametrize("kind", NODE_TYPES)
def test_every_node_type_has_its_exits(kind: str) -> None:
    node = SCHEMA["definitions"][f"{kind}_node"]
    assert {kind, *NODE_TYPES[kind].EXITS, "barge_in", "record", "listen", "new_request"} <= set(node["properties"])
    assert node["required"] == [kind, *NODE_TYPES[kind].REQUIRED]
    assert node["properties"][kind]["description"]


def test_question_types_and_keys_of_listen_are_offered() -> None:
    form = SCHEMA["definitions"]["form_node"]["properties"]
    field = form["form"]["properties"]["fields"]["items"]["properties"]
    assert field["type"]["enum"] == sorted(QUESTIONS)
    assert "not_understood" in form["listen"]["properties"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("start: first", "strat: first"),
        ("timeout: 5s", "timeuot: 5s"),
        ("attempts: 3", "attempts: many"),
        ("action: repeat", "action: repaet"),
        ("say: {id: a, en: b}", "sag: {id: a, en: b}"),
        ("say: {id: a, en: b}", "say: {id: a, fr: b}"),
        ("next: bye", "nekst: bye"),
        ("slot: s", "slto: s"),
        ("type: digits", "type: digit"),
        ("language_version: 1", "language_version: 2"),
        ("language_version: 1", ""),
        ("returned: bye", ""),
    ],
)
def test_a_slip_is_refused(right: str, wrong: str) -> None:
    nodes = (
        "  first: {say: {id: a, en: b}, next: bye}\n  ask: {form: {fields: [{slot: s, type: digits, ask: x}]}, next: bye}\n"
        "  sub: {call: {flow: x}, returned: bye}\n"
    )
    text = f"{HEAD}start: first\nnodes:\n{nodes}{TAIL}"
    assert list(problems(text)) == []
    changed = text.replace(right, wrong, 1)
    assert changed != text
    assert list(problems(changed))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (QUEUES, "agency", "agenzy"),
        (CALENDAR, "mon:", "mno:"),
        (CALENDAR, "date", "dat"),
        (CONSENT, "version", "versoin"),
        (CONNECTOR, "header", "haeder"),
        (CONNECTOR, "method: GET", "method: PUT"),
        (CONNECTOR, "url", "ulr"),
    ],
)
def test_a_slip_in_the_other_files_is_refused(text: str, right: str, wrong: str) -> None:
    assert list(problems(text.replace(right, wrong, 1)))


def test_it_is_printed_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    first = capsys.readouterr().out
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == first
    assert json.loads(first) == SCHEMA
