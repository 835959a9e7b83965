"""Whatever happens in whatever valid flow: a wait, a person or a spoken end, within the limits; and every session can be stored."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.effects import WAITS, Hangup, Queue, Say
from ivr.engine import OUTLIVES, step
from ivr.events import CallStarted, DigitsEntered, Event, HungUp
from ivr.flow import Flow
from ivr.limits import MAX_SPRINTS_AT_ALL, MAX_STEPS
from ivr.nodes import NODE_TYPES
from ivr.session import Session, new_session
from tests.unit.ivr.any_event import any_event, events_for
from tests.unit.ivr.any_flow import flow_with
from tests.unit.ivr.house import MOBILE, NIGHT, NOON, flow_of

TURNS = 12
RELAXED = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def stored(session: Session) -> Session:
    again = Session.from_json(json.loads(json.dumps(session.to_json())))
    assert again == session
    return again


def take(flow: Flow, session: Session, event: Event, now: object) -> Session:
    """One step, judged."""
    sprint = step(flow, stored(session), event, now)  # type: ignore[arg-type]
    if sprint.refused:
        assert sprint.session == session
        return session
    last = sprint.effects[-1]
    assert [type(effect) in WAITS for effect in sprint.effects].count(True) == 1
    assert type(last) in WAITS
    assert len(sprint.path) <= MAX_STEPS + 2
    somebody_listens = not isinstance(event, HungUp) and session.wait.kind not in OUTLIVES
    if isinstance(last, Hangup) and somebody_listens:
        assert any(isinstance(effect, Say) and effect.parts for effect in sprint.effects)
    return sprint.session


@pytest.mark.parametrize("kind", NODE_TYPES)
@RELAXED
@given(data=st.data())
def test_any_events(kind: str, data: st.DataObject) -> None:
    flow = data.draw(flow_with(kind))
    now = data.draw(st.sampled_from([NOON, NIGHT]))
    session = take(
        flow, new_session(flow), CallStarted({**MOBILE, "mobile": data.draw(st.booleans())}, {"id": "c"}), now
    )
    for _ in range(data.draw(st.integers(0, TURNS))):
        fitting = data.draw(st.integers(0, 9)) > 0
        event = data.draw(events_for(session.wait.kind) if fitting else any_event())
        session = take(flow, session, event, now)


@settings(RELAXED, max_examples=8)
@given(data=st.data(), kind=st.sampled_from(sorted(NODE_TYPES)))
def test_a_caller_who_goes_on_for_ever_comes_to_an_end(data: st.DataObject, kind: str) -> None:
    """The same few events again and again: at last a person or an end, and never more turns than the limit."""
    flow = data.draw(flow_with(kind))
    usual = {wait: data.draw(events_for(wait)) for wait in set(WAITS.values())}
    session = take(flow, new_session(flow), CallStarted(MOBILE, {"id": "c"}), NOON)
    for _ in range(MAX_SPRINTS_AT_ALL + 10):
        if session.ended or session.wait.kind == "hangup":
            return
        session = take(flow, session, usual[session.wait.kind], NOON)
    assert isinstance(session.pending[-1], Queue | Hangup)


def test_keys_without_end_at_a_voicemail_lead_on() -> None:
    """Came upon by the walks above: more keys than are heard, again and again."""
    flow = flow_of("  first: {voicemail: {}, left: bye, empty: home}\n")
    session = take(flow, new_session(flow), CallStarted(MOBILE, {"id": "c"}), NOON)
    for _ in range(flow.listen.attempts):
        session = take(flow, session, DigitsEntered("9" * 50), NOON)
    assert session.node == "home"
