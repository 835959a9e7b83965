"""Waits, refusals, limits, failure and the pinned revision."""

from dataclasses import replace

import pytest

from ivr.effects import Collect, Hangup, Queue, Say
from ivr.engine import fail, rewind, step
from ivr.events import (
    CallStarted,
    CaseSubmitted,
    DigitsEntered,
    Event,
    HungUp,
    LookupDone,
    MessageSent,
    QueueLeft,
    Recorded,
    SpeechHeard,
    WaitTimedOut,
    event_from_plain,
    event_to_plain,
)
from ivr.limits import MAX_SPRINTS, MAX_SPRINTS_AT_ALL, MAX_TRANSCRIPT_LINE
from ivr.plain import UnknownKind
from ivr.session import Session, new_session
from tests.unit.ivr.house import MOBILE, NOON, Caller, flow_of

MENU = """
  first:
    menu:
      prompt: {id: "Pilih.", en: "Choose."}
      choices:
        - {key: 1, label: {id: satu, en: one}, goto: ask}
        - {key: 2, label: {id: antre, en: queue}, goto: to_agent}
  ask: {lookup: {source: service_card, with: {service: "'X'"}, into: card}, found: bye, not_found: first, failed: to_agent}
"""
EVENTS: tuple[Event, ...] = (
    CallStarted(),
    DigitsEntered("1"),
    SpeechHeard("satu", 0.9),
    WaitTimedOut(),
    Recorded("r", 3.0),
    LookupDone("found", {"a": 1}),
    CaseSubmitted("done", "2600017"),
    MessageSent(True),
    QueueLeft("left"),
)


def kinds(*allowed: type[object]) -> tuple[type[object], ...]:
    return allowed


@pytest.mark.parametrize(
    ("before", "kind", "allowed"),
    [
        ((), "start", kinds(CallStarted)),
        ((CallStarted(),), "collect", kinds(DigitsEntered, SpeechHeard, WaitTimedOut)),
        ((CallStarted(), DigitsEntered("1")), "lookup", kinds(LookupDone)),
        ((CallStarted(), DigitsEntered("2")), "queue", kinds(QueueLeft)),
        ((CallStarted(), DigitsEntered("1"), LookupDone("found")), "hangup", kinds()),
    ],
)
def test_a_wait_takes_only_its_own_events(
    before: tuple[Event, ...], kind: str, allowed: tuple[type[object], ...]
) -> None:
    flow = flow_of(MENU)
    session = new_session(flow)
    for event in before:
        session = step(flow, session, event, NOON).session
    assert session.wait.kind == kind
    for event in EVENTS:
        sprint = step(flow, session, event, NOON)
        if isinstance(event, allowed):
            assert not sprint.refused
            assert sprint.session.wait.number == session.wait.number + 1
        else:
            assert sprint.refused == f"3 wait {session.wait.number} is for {kind}, not {type(event).__name__}"
            assert sprint.session is session
            assert sprint.effects == ()


def test_nothing_is_taken_after_the_end_or_of_another_revision() -> None:
    flow = flow_of(MENU)
    session = step(flow, new_session(flow), CallStarted(), NOON).session
    ended = step(flow, session, HungUp("caller"), NOON).session
    assert ended.ended
    assert step(flow, ended, DigitsEntered("1"), NOON).refused == "1 the call has ended"
    other = replace(session, revision="0" * 16)
    assert step(flow, other, DigitsEntered("1"), NOON).refused.startswith("2 the session began with revision")


def test_events_and_sessions_are_plain_data_and_back() -> None:
    for event in EVENTS:
        assert event_from_plain(event_to_plain(event)) == event
    with pytest.raises(UnknownKind):
        event_from_plain({"type": "Exploded"})
    caller = Caller(flow_of(MENU), caller=MOBILE)
    caller.tell(SpeechHeard("antre", 0.99))
    assert Session.from_json(caller.session.to_json()) == caller.session
    with pytest.raises(ValueError, match="unknown session format"):
        Session.from_json({**caller.session.to_json(), "format": 99})


def test_rewind_gives_the_present_wait_again() -> None:
    caller = Caller(flow_of(MENU))
    assert rewind(caller.session) == caller.last.effects
    caller.tell(DigitsEntered("2"))
    assert isinstance(rewind(caller.session)[-1], Queue)


def test_repeat_says_the_same_again_and_counts_nothing() -> None:
    caller = Caller(flow_of(MENU))
    first = caller.heard
    caller.tell(DigitsEntered("*"))
    assert caller.heard == first
    assert caller.session.counters.get("no_match", 0) == 0


def test_an_internal_failure_is_spoken_and_reaches_a_person() -> None:
    caller = Caller(flow_of(MENU))
    sprint = fail(caller.flow, caller.session, NOON)
    assert isinstance(sprint.effects[0], Say)
    assert "gangguan" in sprint.effects[0].parts[0].text
    assert isinstance(sprint.effects[-1], Queue)
    after = step(caller.flow, sprint.session, QueueLeft("left"), NOON)
    assert isinstance(after.effects[-1], Hangup)


def test_a_failure_without_queues_ends_kindly() -> None:
    nodes = "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}}\n  bye: {hang_up: true}\n  home: {goto: bye}\n"
    from ivr.flow import compile_sources
    from tests.unit.ivr.house import HEAD

    source = f"{HEAD}start: first\nnodes:\n{nodes}  to_agent: {{goto: bye}}\n"
    flow = compile_sources({"hotline.yaml": source}, {}, {}).flows["hotline"]
    session = step(flow, new_session(flow), CallStarted(), NOON).session
    sprint = fail(flow, replace(session, language="en"), NOON)
    assert isinstance(sprint.effects[-1], Hangup)
    said = [part.text for effect in sprint.effects if isinstance(effect, Say) for part in effect.parts]
    assert any("went wrong" in text for text in said)


ROUND = """
  first: {branch: [{when: alasan == 'x', goto: bye}], otherwise: second}
  second: {set: {alasan: y}, next: first}
"""


def test_a_flow_that_goes_round_ends_with_an_apology_and_a_person() -> None:
    caller = Caller(flow_of(ROUND))
    assert isinstance(caller.wait, Queue)
    assert any("goes round" in slip.text for slip in caller.last.slips)
    assert len(caller.last.path) < 100


def test_a_call_without_end_gets_a_person_and_at_last_an_end() -> None:
    caller = Caller(flow_of(MENU))
    caller.session = replace(caller.session, sprints=MAX_SPRINTS)
    caller.tell(DigitsEntered("*"))
    assert isinstance(caller.wait, Queue)
    assert "gangguan" in caller.heard
    caller.session = replace(caller.session, sprints=MAX_SPRINTS_AT_ALL)
    caller.tell(QueueLeft("left"))
    assert isinstance(caller.wait, Hangup)


def test_before_a_language_is_chosen_all_are_spoken() -> None:
    flow = flow_of(MENU)
    sprint = step(flow, new_session(flow), CallStarted(), NOON)
    wait = sprint.effects[-1]
    assert isinstance(wait, Collect)
    assert [part.language for part in wait.parts][:2] == ["id", "en"]


def test_the_transcript_is_bounded() -> None:
    caller = Caller(flow_of(MENU))
    for _ in range(100):
        caller.tell(DigitsEntered("*"))
    assert len(caller.session.heard) == 60
    caller.tell(SpeechHeard("x" * 5000))
    assert all(len(line["text"]) <= MAX_TRANSCRIPT_LINE for line in caller.session.heard)


@pytest.mark.parametrize(("confidence", "unclear"), [(0.2, ["yes"]), (0.9, [None]), (None, [None])])
def test_words_that_nothing_was_done_about_are_marked_for_whoever_reads(confidence, unclear):
    caller = Caller(flow_of(MENU))
    caller.tell(SpeechHeard("entah apa", confidence))
    assert [line.get("unclear") for line in caller.session.heard if line["who"] == "caller"] == unclear
