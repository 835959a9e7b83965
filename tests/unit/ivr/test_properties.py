"""Whatever is written and whatever happens: located issues instead of exceptions; a wait, a person or a spoken end."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.effects import WAITS, Hangup, Say
from ivr.engine import step
from ivr.events import (
    CallReturned,
    CallStarted,
    CaseSubmitted,
    CodeChecked,
    CodeSent,
    DialEnded,
    DigitsEntered,
    Event,
    HungUp,
    LookupDone,
    MessageSent,
    QueueLeft,
    Recorded,
    SpeechHeard,
    WaitTimedOut,
)
from ivr.flow import compile_sources
from ivr.golden import play_golden
from ivr.issue import Issue
from ivr.nodes import NODE_TYPES
from ivr.session import Session, new_session
from ivr.yaml_source import read_yaml
from tests.unit.ivr.house import AGENCIES, HEAD, MOBILE, NIGHT, NOON, SERVICES, TAIL, compiled, files, flow_of

WORDS = st.sampled_from(
    [
        "id",
        "en",
        "say",
        "menu",
        "next",
        "goto",
        "choices",
        "key",
        "label",
        "fields",
        "slot",
        "type",
        "ask",
        "when",
        "first",
        "bye",
        "1",
        "#",
        "{{ a }}",
        "nik",
        "return",
        "@x",
        *list(NODE_TYPES),
    ]
)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
NODES = st.dictionaries(
    st.sampled_from(["first", "bye", "home", "x"]),
    st.dictionaries(st.sampled_from([*NODE_TYPES, "next", "left", "closed", "listen"]), VALUES, max_size=4),
    max_size=4,
)
FLOWS = st.fixed_dictionaries(
    {"flow": st.just("hotline") | VALUES, "start": st.just("first") | VALUES, "nodes": NODES | VALUES},
    optional={"languages": VALUES, "listen": VALUES, "commands": VALUES, "title": VALUES, "language_version": VALUES},
)
RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def located(issues: tuple[Issue, ...]) -> bool:
    return all(issue.file and issue.line >= 1 and issue.column >= 1 and issue.text for issue in issues)


@RELAXED
@given(
    FLOWS,
    st.sampled_from(
        [
            "hotline.yaml",
            "queues.yaml",
            "messages.yaml",
            "calendars/kantor.yaml",
            "consents/data.yaml",
            "sentences/id/all.yaml",
            "texts/en.yaml",
        ]
    ),
)
def test_any_tree_in_any_file_is_flows_or_located_issues(tree: dict[str, Any], path: str) -> None:
    source = files(f"{HEAD}start: bye\nnodes:{TAIL}")
    found = compile_sources({**source, path: json.dumps(tree)}, SERVICES, AGENCIES)
    assert found.flows or found.errors
    assert located(found.issues)


@RELAXED
@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_is_flows_or_located_issues(text: str) -> None:
    found = compile_sources({"hotline.yaml": text}, {}, {})
    assert found.errors
    assert located(found.issues)


@RELAXED
@given(VALUES)
def test_any_golden_call_is_played_or_explained(written: Any) -> None:
    flows = compiled(f"{HEAD}start: bye\nnodes:{TAIL}").flows
    call = {"call": "x", "at": "2026-11-24T10:00+07:00", "given": written, "steps": [written, {"press": "1"}]}
    tree, _ = read_yaml(json.dumps(call), "calls/x.yaml")
    assert tree is not None
    assert all(issue.line >= 1 for issue in play_golden(tree, flows, "calls/x.yaml", {}).issues)


SAMPLE = """
  first: {language: {prompt: {id: Satu., en: Two.}, choices: {id: 1, en: 2}}, next: main}
  main:
    new_request: true
    menu:
      prompt: {id: "Apa?", en: "What?"}
      choices:
        - {key: 1, label: {id: kartu, en: card}, set: {service: DUK-02}, goto: card}
        - {key: 2, label: {id: layanan lain, en: other}, intent: ask_service, goto: which}
        - {key: 3, label: {id: pengaduan, en: complaint}, intent: complain, goto: complaint}
        - {key: 4, label: {id: darurat, en: emergency}, goto: away}
    silent: bye
  which: {form: {fields: [{slot: service, type: service, ask: {id: "Apa?", en: "Which?"}}]}, next: card}
  card: {lookup: {source: service_card, with: {service: service}, into: card}, found: tell, not_found: to_agent, failed: to_agent}
  tell: {say: {id: "{{ card.name }} {{ card.fee | money }}", en: "{{ card.name }}"}, next: allow}
  allow: {consent: data, given: sure, refused: to_agent}
  sure: {verify: {level: 2, by: [sms_code, call_back]}, verified: apply, failed: to_agent}
  apply: {form: {service: service}, next: check}
  check: {read_back: {service: service}, confirmed: file, given_up: to_agent}
  file: {submit: {service: service}, done: send, failed: to_agent}
  send: {message: {template: kartu}, sent: survey, failed: survey}
  complaint: {form: {fields: [{slot: uraian, type: text, ask: {id: "Ceritakan.", en: "Tell."}}]}, next: check_words}
  check_words: {read_back: {slots: [uraian]}, confirmed: file_words, given_up: to_agent}
  file_words: {submit: {kind: complaint}, done: survey, failed: to_agent}
  away: {transfer: {number: "112", whisper: {id: A., en: A.}}, answered: survey, failed: to_agent}
  survey: {survey: {elements: [{code: U1, ask: {id: A., en: A.}}], count: 1}, next: main}
"""
FLOW = flow_of(SAMPLE)
DIGITS = st.sampled_from(
    ["1", "2", "3", "4", "0", "*", "#", "", "123456", "3328014107900001", "01102026", "081234567890", "9" * 50]
)
SPEECH = st.sampled_from(
    ["ya", "tidak", "petugas", "mau ganti KTP", "rusak", "hilang", "saya mau mengadu", "bukan, alasan rusak", "lewati"]
) | st.text(max_size=40)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(DigitsEntered, DIGITS, st.sampled_from(["", "#"])),
    st.builds(SpeechHeard, SPEECH, st.none() | st.floats(0, 1)),
    st.just(WaitTimedOut()),
    st.builds(Recorded, st.just("r"), st.sampled_from([0.0, 5.0]), st.sampled_from(["", "#", "0"])),
    st.builds(LookupDone, st.sampled_from(["found", "not_found", "failed"]), st.just({"name": "KTP"}) | st.just({})),
    st.builds(CaseSubmitted, st.sampled_from(["done", "already_filed", "failed"]), st.just("2600017")),
    st.builds(MessageSent, st.booleans()),
    st.builds(QueueLeft, st.sampled_from(["left", "failed", "closed", "full"])),
    st.builds(CodeSent, st.sampled_from(["sent", "unavailable"])),
    st.builds(CodeChecked, st.sampled_from(["right", "wrong", "expired", "used_up"])),
    st.builds(CallReturned, st.sampled_from(["answered", "failed"])),
    st.builds(DialEnded, st.sampled_from(["answered", "busy", "no_answer", "failed"])),
    st.just(CallStarted(MOBILE, {"id": "x"})),
    st.just(HungUp("caller")),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, max_size=30), st.booleans(), st.sampled_from([NOON, NIGHT]))
def test_any_events_end_in_a_wait_a_person_or_a_spoken_end(events: list[Event], mobile: bool, now: Any) -> None:
    session = new_session(FLOW)
    for event in [CallStarted({**MOBILE, "mobile": mobile}, {"id": "c"}), *events]:
        stored = Session.from_json(session.to_json())
        assert stored == session
        sprint = step(FLOW, stored, event, now)
        if sprint.refused:
            assert sprint.session == session
            continue
        last = sprint.effects[-1]
        assert type(last) in WAITS
        assert sum(type(effect) in WAITS for effect in sprint.effects) == 1
        assert len(sprint.path) <= 70
        if isinstance(last, Hangup) and not isinstance(event, HungUp):
            assert any(isinstance(effect, Say) and effect.parts for effect in sprint.effects)
        session = sprint.session
