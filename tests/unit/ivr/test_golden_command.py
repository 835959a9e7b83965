"""`python -m ivr test PATH` with each option, and `play --at`."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from ivr.terminal.command import main
from tests.unit.ivr.house import HEAD, TAIL, files

NODES = """
  ask:
    menu:
      prompt: {id: "Apa yang bisa kami bantu?", en: "How can we help?"}
      choices:
        - {key: 1, label: {id: KTP, en: card}, set: {service: DUK-02}, goto: open}
        - {key: 2, label: {id: selesai, en: done}, goto: bye}
  open: {branch: [{when: hours.kantor.open, goto: to_agent}], otherwise: closed}
  closed: {say: {id: "Kami buka {{ hours.kantor.next_open | date }}.", en: "Open {{ hours.kantor.next_open | date }}."}, next: sub}
  sub: {call: {flow: other}, returned: bye, failed: bye}
"""
OTHER = """
flow: other
language_version: 1
languages: [id, en]
start: end
nodes:
  end: {say: {id: Dari yang lain., en: From the other.}, next: return}
"""
CALL = """# A comment that stays.
call: first
at: 2026-11-24T10:00+07:00
given: {caller: {number: "+6281"}}
steps:
  - hear: Apa yang bisa kami bantu    # so does this one
  - press: "1"
  - expect: {queue: umum, slots: {service: DUK-02}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def write(**calls: str) -> Path:
        more = {f"calls/{name}.yaml": text for name, text in calls.items()}
        sources = files(f"{HEAD}start: ask\nnodes:{NODES}{TAIL}", **{"other.yaml": OTHER}, **more)
        for path, text in sources.items():
            target = tmp_path / "flows" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return tmp_path / "flows"

    return write


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_one_call_by_name_or_by_its_file(folder, capsys) -> None:
    flows = folder(a=CALL, b=CALL.replace("first", "second").replace("umum", "pajak"))
    assert main(["test", str(flows)]) == 1
    assert "1 of 2 golden calls passed" in said(capsys)
    for only in (["--call", "first"], ["--call", "a"]):
        assert main(["test", str(flows), *only]) == 0
    assert main(["test", str(flows / "calls" / "a.yaml")]) == 0
    assert "1 of 1" in said(capsys)
    assert main(["test", str(flows), "--call", "firs"]) == 2
    assert "did you mean first?" in capsys.readouterr().err


def test_coverage_names_what_is_not_reached_and_what_cannot_be(folder, capsys) -> None:
    flows = folder(a=CALL)
    assert main(["test", str(flows), "--coverage"]) == 0
    text = said(capsys)
    assert "hotline              3 of 7 nodes, 2 of 17 exits" in text
    assert ": not reached: ask choices 2 -> bye" in text
    assert ": not reached: the node closed" in text
    assert "cannot be reached: sub failed -> bye (the flow that it calls is there)" in text
    assert ": not reached: commands # -> home" in text
    assert main(["test", str(flows), "--coverage", "--json"]) == 0
    told = json.loads(said(capsys))
    hotline = next(each for each in told["coverage"] if each["flow"] == "hotline")
    assert (hotline["nodes"], hotline["exits"]) == ([3, 7], [2, 17])
    assert {"open", "closed"} & {each["node"] for each in hotline["missed"] if not each["exit"]} == {"closed"}
    assert told["calls"][0]["passed"] is True


def test_two_exits_to_the_same_node_are_two(folder, capsys) -> None:
    flows = folder(
        a=CALL.replace('press: "1"', 'press: "2"').replace("queue: umum, slots: {service: DUK-02}", "ended: true")
    )
    assert main(["test", str(flows), "--coverage", "--json"]) == 0
    missed = [each for each in json.loads(said(capsys))["coverage"][0]["missed"] if each["target"] == "bye"]
    assert ("ask", "choices 2") not in {(each["node"], each["exit"]) for each in missed}
    assert ("sub", "returned") in {(each["node"], each["exit"]) for each in missed}


def test_update_rewrites_only_what_is_otherwise(folder, capsys) -> None:
    old = CALL.replace("Apa yang bisa kami bantu", "Apa yang bisa saya bantu").replace("umum", "pajak")
    flows = folder(a=old, b=CALL.replace("first", "second"))
    assert main(["test", str(flows), "--update"]) == 0
    assert "rewritten: calls/a.yaml" in said(capsys)
    assert (flows / "calls" / "a.yaml").read_text() == CALL.replace("kami bantu ", "kami bantu? ")
    assert main(["test", str(flows)]) == 0
    assert main(["test", str(flows), "--update", "--json"]) == 0
    assert json.loads(said(capsys).split("passed\n")[-1]) == {"rewritten": [], "issues": []}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"1"', '"1111"'),
        ('- press: "1"', "- agent: left"),
        ("hear: Apa yang bisa kami bantu", "hear_not: Apa yang bisa kami bantu"),
        ("queue: umum", "message: abc"),
    ],
)
def test_a_call_that_no_longer_fits_is_reported_and_left_as_it_was(folder, capsys, old: str, new: str) -> None:
    text = CALL.replace(old, new).replace("DUK-02", "DUK-03")
    flows = folder(a=text)
    assert main(["test", str(flows), "--update"]) == 1
    assert "the steps no longer fit the flow" in said(capsys)
    assert (flows / "calls" / "a.yaml").read_text() == text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("call: [", 1, "not YAML"),
        ("", 1, "empty"),
        ("- a\n", 1, "a golden call is a table"),
        (CALL.replace('press: "1"', "press: x1"), 7, "press: 'x1' are no keys"),
        (CALL.replace('press: "1"', "wait: soon"), 7, "wait: here stands a time such as 30s"),
        (CALL.replace('press: "1"', "say: {text: a, confidence: 3}"), 7, "from 0 to 1"),
        (CALL.replace('press: "1"', "say: {words: a}"), 7, "the words said"),
        (CALL.replace('press: "1"', "agent: gone"), 7, "left, failed, closed or full, not 'gone'"),
        (CALL.replace('press: "1"', "hang_up: false"), 7, "here stands true"),
        (CALL.replace('press: "1"', "hear: [a]"), 7, "here stands one text"),
        (CALL.replace("queue: umum", "queu: umum"), 8, "did you mean 'queue'?"),
        (CALL.replace("{queue: umum, slots: {service: DUK-02}}", "umum"), 8, "here stands a table"),
        (CALL.replace("caller:", "callers:"), 4, "did you mean 'caller'?"),
        (
            CALL.replace("caller: {number", "service_card: {DUK-02: gone.yaml, x: {number").replace("}}", "}}}", 1),
            4,
            "is no file in calls/given",
        ),
    ],
)
def test_what_cannot_be_played_says_where_and_why(folder, capsys, text: str, line: int, words: str) -> None:
    flows = folder(a=text, b=CALL.replace("first", "second"))
    assert main(["test", str(flows)]) == 1
    printed = said(capsys)
    assert f"calls/a.yaml:{line}:" in printed
    assert words in printed
    assert "1 of 2 golden calls passed" in printed


def test_a_name_that_stands_twice_is_an_issue(folder, capsys) -> None:
    assert main(["test", str(folder(a=CALL, b=CALL))]) == 1
    assert "stands in calls/a.yaml already" in said(capsys)


def test_waiting_moves_the_clock(folder, capsys) -> None:
    late = CALL.replace('press: "1"', 'wait: 7h\n  - press: "1"').replace("umum", "''")
    flows = folder(
        a=late
        + "  - hear: Kami buka 26 November 2026\n  - expect: {passed: [hotline.closed, other.end], ended: true}\n"
    )
    assert main(["test", str(flows)]) == 0, said(capsys)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-24T10:00", "disambungkan"),
        ("2026-11-25T10:00", "26 November"),
        ("2026-11-24T03:00+00:00", "disambungkan"),
    ],
)
def test_what_happens_if_somebody_phones_at(folder, capsys, monkeypatch, at: str, words: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("1\n"))
    assert main(["play", str(folder()), "--at", at]) == 0
    assert words in said(capsys)
    assert main(["play", str(folder()), "--at", "May Day"]) == 2
