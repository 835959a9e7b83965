"""Files that are meant to harm, or that a fuzzer came upon: refused at once, with their place and in little time."""

import time

import pytest

from ivr.flow import compile_sources
from ivr.limits import MAX_DEPTH, MAX_FILE, MAX_TEMPLATE_DEPTH
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, files

FLOW = f"{HEAD}start: first\nnodes:\n  first: {{say: {{id: TEXT, en: b}}, next: bye}}\n{TAIL}"
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
SECONDS = 2.0

CASES = {
    "an alias bomb": ("hotline.yaml", BOMB, "anchors and tags are not used here"),
    "an alias that holds itself": ("hotline.yaml", "a: &a [*a]", "anchors and tags are not used here"),
    "an alias as a merge": ("hotline.yaml", "a: {<<: *b}", "aliases are not used here"),
    "20,000 brackets": ("hotline.yaml", "[" * 20_000, f"more than {MAX_DEPTH} levels deep"),
    "20,000 braces": ("hotline.yaml", "{a: " * 20_000, f"more than {MAX_DEPTH} levels deep"),
    "20,000 levels by indentation": ("hotline.yaml", "- " * 20_000, f"more than {MAX_DEPTH} levels deep"),
    "20,000 question marks": ("hotline.yaml", "? " * 20_000, "a key is a word"),
    "a null byte": ("hotline.yaml", "flow: a\x00b", "not YAML"),
    "null bytes": ("hotline.yaml", "\x00" * 10_000, "not YAML"),
    "a python tag": ("hotline.yaml", "a: !!python/object/apply:os.system [ls]", "anchors and tags"),
    "a tag directive": ("hotline.yaml", "%TAG ! tag:yaml.org,2002:python/\n---\na: !object 1", "anchors and tags"),
    "turned reading": ("hotline.yaml", FLOW.replace("TEXT", "\u202ekata\u202c"), "turns the direction of reading"),
    "what is not UTF-8": ("hotline.yaml", "flow: \ufffd", "not UTF-8"),
    "a half of a character": ("hotline.yaml", "flow: \ud800", "not YAML"),
    "10 MB": ("hotline.yaml", "a: b\n" * 2_000_000, f"longer than {MAX_FILE} characters"),
    "40,000 values": ("hotline.yaml", "- 1\n" * 41_000, "more than 40000 values"),
    "one line of 300,000 characters": (
        "hotline.yaml",
        FLOW.replace("TEXT", "a" * 300_000),
        "longer than 5000 characters",
    ),
    "braces that never close": (
        "hotline.yaml",
        FLOW.replace("TEXT", '"' + "{{" * 100_000 + '"'),
        "longer than 5000 characters",
    ),
    "parentheses in an expression": (
        "hotline.yaml",
        FLOW.replace("TEXT", '"{{ ' + "(" * 450 + ' }}"'),
        "levels of parentheses",
    ),
    "an expression of 4,000 characters": (
        "hotline.yaml",
        FLOW.replace("TEXT", '"{{ ' + "a or " * 800 + 'a }}"'),
        "longer than 500 characters",
    ),
    "brackets in a sentence": (
        "sentences/id/all.yaml",
        'intents: {x: ["' + "(" * 300 + '"]}',
        f"more than {MAX_TEMPLATE_DEPTH} brackets within each other",
    ),
    "20,000 brackets in a sentence": (
        "sentences/id/all.yaml",
        'intents: {x: ["' + "[" * 20_000 + '"]}',
        "longer than 500 characters",
    ),
    "a sentence of very many sentences": (
        "sentences/id/all.yaml",
        'intents: {x: ["' + "(a|b) " * 80 + '"]}',
        "more than 500 sentences",
    ),
    "a key of 300,000 characters": ("queues.yaml", f"queues: {{}}\n? {'k' * 300_000}\n: 1", "unknown key 'kkk"),
    "a date of many digits": (
        "calendars/kantor.yaml",
        f"weekly: {{}}\nholidays: [{{date: {'9' * 9_000}}}]",
        "is no date",
    ),
    "an hour of many digits": (
        "calendars/kantor.yaml",
        f"weekly: {{mon: ['{'9' * 9_000}:00-10:00']}}",
        "is no span of hours",
    ),
    "a version of many digits": (
        "hotline.yaml",
        FLOW.replace("version: 1", f"version: {'9' * 9_000}"),
        "a number from 1 to",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_its_place_and_in_little_time(name: str) -> None:
    path, text, words = CASES[name]
    began = time.process_time()
    found = compile_sources({**files(FLOW.replace("TEXT", "a")), path: text}, SERVICES, AGENCIES)
    took = time.process_time() - began
    issues = [str(issue) for issue in found.errors if issue.file == path]
    assert any(words in issue for issue in issues), issues[:5]
    assert all(len(issue) < 1_500 for issue in issues)
    assert took < SECONDS


RIGHT_TO_LEFT = "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645"


def test_words_that_are_read_from_the_right_are_words() -> None:
    assert not compile_sources(files(FLOW.replace("TEXT", RIGHT_TO_LEFT)), SERVICES, AGENCIES).errors


@pytest.mark.parametrize("count", [3_000, 30_000])
def test_very_many_mistakes_take_little_time(count: int) -> None:
    """Each of them is compared with what it may have been meant for."""
    lines = "".join(f"  q{n}: {{agenci: x}}\n" for n in range(count // 3))
    began = time.process_time()
    found = compile_sources(
        {**files(FLOW.replace("TEXT", "a")), "queues.yaml": f"queues:\n{lines}"}, SERVICES, AGENCIES
    )
    assert found.errors
    assert time.process_time() - began < SECONDS
