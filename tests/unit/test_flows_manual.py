"""The examples of the managers' manual, flows/README.md: each compiles without an issue, and its golden call goes as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
import yaml

from ivr.flow import compile_sources
from ivr.golden_suite import play_suite, read_suite
from ivr.nodes import NODE_TYPES
from ivr.terminal.sources import Sources, read_sources

FLOWS = Path(__file__).parents[2] / "flows"
MANUAL = (FLOWS / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"^#{2,3} (?P<title>.+?)$|^```yaml (?P<kind>\w+) ?(?P<more>\S*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
OF_THE_HOUSE = ("calendars/", "consents/", "sentences/")
MORE_OF_THE_HOUSE = ("queues.yaml", "messages.yaml")
AT = "2026-11-24T10:00+07:00"


@dataclass
class Example:
    title: str
    flow: str = ""
    steps: str = ""
    at: str = AT
    given: str = "{}"
    files: dict[str, str] = field(default_factory=dict)


def examples() -> Iterator[Example]:
    example = Example("")
    for block in BLOCK.finditer(MANUAL):
        kind, text = block["kind"], block["text"]
        if block["title"]:
            example = Example(block["title"])
        elif kind == "file":
            example.files[block["more"]] = text
        elif kind == "flow":
            example.flow = text
        elif kind == "given":
            example.given = text
        elif kind == "call":
            example.steps, example.at = text, block["more"] or AT
            yield example


def frame() -> str:
    return next(block["text"] for block in BLOCK.finditer(MANUAL) if block["kind"] == "frame")


@cache
def house() -> Sources:
    return read_sources(FLOWS)


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.splitlines()).strip()


def call_of(example: Example) -> str:
    given = indented(example.given, 2)
    return f'call: example\ndial: "+62211500112"\nat: {example.at}\ngiven:\n  {given}\nsteps:\n  {indented(example.steps, 2)}\n'


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.title.replace(" ", "_"))
def test_the_example_is_right_and_its_call_goes_as_written(example: Example) -> None:
    files = {
        path: text for path, text in house().files.items() if path.startswith(OF_THE_HOUSE) or path in MORE_OF_THE_HOUSE
    }
    files |= example.files
    files["hotline.yaml"] = frame().replace("EXAMPLE", indented(example.flow, 2))
    compiled = compile_sources(files, house().services, house().agencies)
    assert [str(issue) for issue in compiled.issues] == []
    outcomes = list(play_suite(read_suite({"calls/example.yaml": call_of(example)}), compiled.flows))
    assert [str(issue) for outcome in outcomes for issue in outcome.issues] == []
    assert len(outcomes) == 1


def test_every_node_type_has_an_example() -> None:
    nodes = [node for example in examples() for node in yaml.safe_load(example.flow).values()]
    assert {kind for node in nodes for kind in node if kind in NODE_TYPES} == set(NODE_TYPES)
