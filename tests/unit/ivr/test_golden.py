"""Golden calls pass when the call goes as written, and say where it went otherwise."""

import pytest

from ivr.flow import Flow
from ivr.golden import Outcome, play_golden
from ivr.yaml_source import read_yaml
from tests.unit.ivr.house import flow_of

NODES = """
  first: {language: {prompt: {id: Satu., en: Two.}, choices: {id: 1, en: 2}}, next: card}
  card: {lookup: {source: service_card, with: {service: "'DUK-02'"}, into: card}, found: tell, not_found: bye, failed: to_agent}
  tell: {say: {id: "{{ card.name }}.", en: "{{ card.name }}."}, next: ask}
  ask: {form: {fields: [{slot: uraian, type: text, ask: {id: Ceritakan., en: Tell.}}]}, next: file}
  file: {submit: {kind: complaint}, done: survey, failed: to_agent}
  survey: {survey: {elements: [{code: U1, ask: {id: Nilai., en: Score.}}]}, next: bye}
"""
HEAD = 'call: x\nat: 2026-11-24T10:00+07:00\ngiven: {service_card: {DUK-02: kartu.yaml}, submit: "2600017"}\nsteps:\n'
FILES = {"kartu.yaml": {"name": "KTP"}}


@pytest.fixture(scope="module")
def flow() -> Flow:
    return flow_of(NODES)


def play(flow: Flow, text: str) -> Outcome:
    tree, issues = read_yaml(text, "calls/x.yaml")
    assert tree is not None
    assert not issues
    return play_golden(tree, {"hotline": flow}, "calls/x.yaml", FILES)


def test_a_call_that_goes_as_written_passes(flow: Flow) -> None:
    steps = """
  - hear: "satu.  TWO."
  - press: "1"
  - hear: KTP.
  - hear_not: rahasia
  - record: 12
  - hear: dua enam, nol nol nol satu, tujuh
  - expect: {language: id, case: {kind: complaint}, message: "26-0001-7", node: hotline.survey, wait: collect}
  - press: "4"
  - expect: {survey: {U1: 4}, ended: true, queue: ""}
"""
    outcome = play(flow, HEAD + steps)
    assert outcome.issues == ()
    assert outcome.steps == 9


@pytest.mark.parametrize(
    ("steps", "line", "words"),
    [
        ("  - hear: Three\n", 5, "not heard: 'Three'. Heard: 'Satu. Two.'"),
        ('  - press: "1"\n  - hear_not: KTP\n', 6, "should not be"),
        ('  - press: "1"\n  - expect: {slots: {a: b}}\n', 6, "slots.a: wanted 'b', found 'None'"),
        ('  - press: "1"\n  - press: "0"\n  - expect: {queue: pajak}\n', 7, "wanted 'pajak', found 'umum'"),
        ("  - agent: left\n", 5, "3 wait 1 is for collect, not QueueLeft"),
        ("  - shout: x\n", 5, "no step 'shout'; there are hear"),
        ("  - press: abc\n", 5, "are no keys"),
        ("  - silent: x\n", 5, "a number"),
        ("  - expect: {mood: good}\n", 5, "nothing called 'mood'"),
        ("  - {hear: a, press: b}\n", 5, "a step is one of"),
    ],
)
def test_where_it_went_otherwise(flow: Flow, steps: str, line: int, words: str) -> None:
    (issue,) = play(flow, HEAD + steps).issues
    assert issue.line == line
    assert words in issue.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("call: x\nsteps: []\n", "'at'"),
        ("call: x\nat: yesterday\nsteps: []\n", "'at'"),
        ("call: x\nat: 2026-11-24T10:00\nsteps: []\n", "'at'"),
        ("call: x\nat: 2026-11-24T10:00+07:00\nstep: []\n", "unknown key 'step'"),
        ("call: x\nat: 2026-11-24T10:00+07:00\nflow: nope\nsteps: []\n", "there is no flow 'nope'"),
    ],
)
def test_what_is_no_golden_call(flow: Flow, text: str, words: str) -> None:
    assert words in play(flow, text).issues[0].text


def test_an_authors_slip_fails_the_call(flow: Flow) -> None:
    steps = '  - press: "1"\n'
    outcome = play(flow, HEAD.replace("kartu.yaml", "{}") + steps)
    assert "slip" in outcome.issues[0].text


def test_keys_typed_ahead_go_to_the_next_questions(flow: Flow) -> None:
    steps = '  - press: "10"\n  - expect: {queue: umum}\n'
    assert play(flow, HEAD + steps).issues == ()
