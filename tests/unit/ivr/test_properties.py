"""Whatever happens in a flow of every kind of node: a wait, a person or a spoken end, and every session can be stored."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.events import CallStarted, Event
from ivr.session import new_session
from tests.unit.ivr.any_event import any_event
from tests.unit.ivr.house import MOBILE, NIGHT, NOON, flow_of
from tests.unit.ivr.test_any_flow import take

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


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_event(), max_size=30), st.booleans(), st.sampled_from([NOON, NIGHT]))
def test_any_events_end_in_a_wait_a_person_or_a_spoken_end(events: list[Event], mobile: bool, now: Any) -> None:
    session = take(FLOW, new_session(FLOW), CallStarted({**MOBILE, "mobile": mobile}, {"id": "c"}), now)
    for event in events:
        session = take(FLOW, session, event, now)
