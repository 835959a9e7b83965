"""Say, language, branch, set, goto, call, lookup, queue, consent, message, submit, survey, hang up: one table of calls each."""

from typing import Any

import pytest

from ivr.effects import (
    Collect,
    Hangup,
    Lookup,
    Queue,
    RecordConsent,
    RecordSurvey,
    Say,
    SendMessage,
    StartRecording,
    SubmitCase,
)
from ivr.events import (
    CallStarted,
    CaseSubmitted,
    DigitsEntered,
    Event,
    HungUp,
    LookupDone,
    MessageSent,
    QueueLeft,
    SpeechHeard,
    WaitTimedOut,
)
from tests.unit.ivr.house import MOBILE, NIGHT, NOON, Caller, flow_of

KEY, SAY, SILENCE = DigitsEntered, SpeechHeard, WaitTimedOut()
ASK = "  {name}: {{menu: {{choices: [{{key: 1, label: {{id: lanjut, en: on}}, goto: bye}}]}}}}\n"


def kinds(caller: Caller) -> list[str]:
    return [type(effect).__name__ for effect in caller.last.effects]


def test_say_that_cannot_be_interrupted_stands_alone_and_recording_begins_once() -> None:
    nodes = (
        "  first: {say: {id: A., en: A.}, barge_in: false, record: true, next: second}\n"
        "  second: {say: {id: B., en: B.}, record: true, next: wait}\n" + ASK.format(name="wait")
    )
    caller = Caller(flow_of(nodes))
    assert [type(effect) for effect in caller.last.effects] == [StartRecording, Say, Collect]
    assert [part.text for part in caller.wait.parts][:2] == ["B.", "B."]
    assert caller.wait.parts[0].key == "hotline.second.say"


LANGUAGE = (
    "  first: {language: {prompt: {id: 'Indonesia, satu.', en: 'English, two.'}, choices: {id: 1, en: 2}}, next: wait}\n"
    + ASK.format(name="wait")
)


@pytest.mark.parametrize(
    ("event", "language"),
    [(KEY("1"), "id"), (KEY("2"), "en"), (SAY("english", 0.9), "en"), (SILENCE, "id"), (KEY("7"), "")],
)
def test_language(event: Event, language: str) -> None:
    caller = Caller(flow_of(LANGUAGE), language="")
    assert caller.heard == "Indonesia, satu. English, two."
    caller.tell(event)
    assert caller.session.language == language
    assert caller.session.node == ("wait" if language else "first")


@pytest.mark.parametrize(
    ("now", "always", "node"), [(NOON, False, "day"), (NIGHT, False, "night"), (NIGHT, True, "day")]
)
def test_branch_by_opening_hours(now: Any, always: bool, node: str) -> None:
    nodes = (
        "  first: {branch: [{when: hours.kantor.open, goto: day}], otherwise: night}\n"
        + ASK.format(name="day")
        + ASK.format(name="night")
    )
    caller = Caller(flow_of(nodes), now=now)
    if always:
        caller.session = type(caller.session)(flow="hotline", revision=caller.flow.revision, graph="hotline")
        caller.tell(CallStarted(hours_always=True))
    assert caller.session.node == node


def test_set_goto_and_new_request() -> None:
    nodes = (
        '  first: {set: {alasan: "hilang {{ caller.number }}"}, next: over}\n  over: {goto: wait}\n'
        "  wait: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: fresh}]}}\n"
        "  fresh: {new_request: true, menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}}\n"
    )
    caller = Caller(flow_of(nodes), caller=MOBILE)
    assert caller.session.slots == {"alasan": "hilang +6281234567890"}
    caller.tell(KEY("1"))
    assert caller.session.slots == {}
    assert caller.session.variables["caller"] == MOBILE


SUB = """
flow: sub
language_version: 1
languages: [id, en]
start: begin
nodes:
  begin: {menu: {choices: [{key: 1, label: {id: selesai, en: done}, goto: end}]}}
  end: {set: {hasil: "{{ masuk }}!"}, next: return}
"""
CALLS = """
  first: {call: {flow: sub, with: {masuk: "'a'"}, into: {keluar: hasil}}, returned: after, failed: bye}
  after: {menu: {choices: [{key: 1, label: {id: lanjut, en: on}, goto: bye}]}}
"""


def test_a_sub_flow_returns_and_commands_leave_it() -> None:
    flow = flow_of(CALLS, **{"sub.yaml": SUB})
    caller = Caller(flow)
    assert (caller.session.graph, caller.session.node) == ("sub", "begin")
    assert caller.session.to_json()["stack"] == [{"flow": "hotline", "node": "first"}]
    caller.tell(KEY("1"))
    assert (caller.session.graph, caller.session.node) == ("hotline", "after")
    assert caller.session.slots == {"masuk": "a", "hasil": "a!", "keluar": "a!"}
    other = Caller(flow)
    other.tell(KEY("0"))
    assert (other.session.graph, other.session.node, other.session.stack) == ("hotline", "to_agent", ())


def test_flows_that_call_each_other_for_ever_end_with_a_person() -> None:
    again = SUB.replace("start: begin", "start: once_more").replace(
        "nodes:\n", "nodes:\n  once_more: {call: {flow: sub}, returned: begin, failed: begin}\n"
    )
    caller = Caller(flow_of(CALLS, **{"sub.yaml": again}))
    assert caller.session.node in ("begin", "@to_agent")
    assert caller.last.slips


LOOKUP = (
    "  first: {lookup: {source: service_card, with: {service: \"'DUK-02'\"}, into: card, filler: {id: Tunggu., en: Wait.}},"
    " found: tell, not_found: gone, failed: broken}\n"
    '  tell: {say: {id: "{{ card.name }}, {{ card.fee | money }}.", en: x}, next: wait}\n'
    + ASK.format(name="wait")
    + ASK.format(name="gone")
    + ASK.format(name="broken")
)


@pytest.mark.parametrize(
    ("event", "node"),
    [
        (LookupDone("found", {"name": "KTP", "fee": {"amount": 0}}), "wait"),
        (LookupDone("not_found"), "gone"),
        (LookupDone("failed"), "broken"),
    ],
)
def test_lookup(event: LookupDone, node: str) -> None:
    caller = Caller(flow_of(LOOKUP))
    assert isinstance(caller.wait, Lookup)
    assert caller.wait.arguments["service"] == "DUK-02"
    caller.tell(event)
    assert caller.session.node == node
    if node == "wait":
        assert "KTP, gratis." in caller.heard


def test_a_missing_value_is_a_slip_and_the_call_goes_on() -> None:
    caller = Caller(flow_of(LOOKUP))
    caller.tell(LookupDone("found", {"name": "KTP"}))
    assert caller.session.node == "wait"
    assert any("card.fee" in slip.text for slip in caller.last.slips)
    assert "NoteSlip" in kinds(caller)
    assert isinstance(caller.wait, Collect)


QUEUE = """
  first: {set: {service: VALUE}, next: antre}
  antre: {queue: {for: service, otherwise: umum, priority: 2, announce: {position: false, every: 60s}}, closed: night, left: after}
  night: {hang_up: {id: Tutup., en: Closed.}}
  after: {hang_up: {id: Usai., en: Over.}}
"""


@pytest.mark.parametrize(
    ("service", "name", "skills"), [("DUK-02", "kependudukan", ("duk",)), ("PDT-01", "umum", ("umum",))]
)
def test_the_queue_is_that_of_the_services_agency(service: str, name: str, skills: tuple[str, ...]) -> None:
    caller = Caller(flow_of(QUEUE.replace("VALUE", service)))
    told = {"position": False, "wait": True, "every_s": 60}
    assert isinstance(caller.wait, Queue)
    assert (caller.wait.name, caller.wait.skills, caller.wait.priority, caller.wait.announce) == (name, skills, 2, told)


@pytest.mark.parametrize(
    ("result", "node"), [("left", "after"), ("full", "night"), ("closed", "night"), ("failed", "night")]
)
def test_how_a_queue_is_left(result: Any, node: str) -> None:
    caller = Caller(flow_of(QUEUE.replace("VALUE", "DUK-02")))
    caller.tell(QueueLeft(result))
    assert caller.session.node == node


def test_a_closed_queue_is_never_entered() -> None:
    caller = Caller(flow_of(QUEUE.replace("VALUE", "DUK-02")), now=NIGHT)
    assert caller.session.node == "night"
    assert isinstance(caller.wait, Hangup)


CONSENT = """
  first: {consent: data, given: again, refused: no_thanks}
  again: {consent: data, given: bye, refused: no_thanks}
  no_thanks: {hang_up: {id: Baik., en: Fine.}}
"""


@pytest.mark.parametrize(
    ("event", "given", "node"),
    [
        (KEY("1"), True, "bye"),
        (SAY("setuju", 0.9), True, "bye"),
        (KEY("2"), False, "no_thanks"),
        (SAY("tidak", 0.9), False, "no_thanks"),
    ],
)
def test_consent_is_recorded_with_its_version_and_asked_once(event: Event, given: bool, node: str) -> None:
    caller = Caller(flow_of(CONSENT))
    assert "Setuju data dicatat?" in caller.heard
    caller.tell(event)
    assert RecordConsent("data", "7", given) in caller.last.effects
    assert caller.session.node == node


MESSAGE = """
  first: {set: {x: y}, next: send}
  send: {message: {text: {id: "Nomor {{ x }}", en: x}}, sent: bye, failed: home}
"""


def test_a_mobile_caller_gets_the_message_at_once() -> None:
    caller = Caller(flow_of(MESSAGE), language="", caller=MOBILE)
    assert caller.wait == SendMessage("Nomor y", "+6281234567890")
    caller.tell(MessageSent(False))
    assert caller.session.node == "home"


def test_another_caller_is_asked_for_a_number() -> None:
    caller = Caller(flow_of(MESSAGE), caller={"number": "+62215550100", "mobile": False})
    assert "nomor ponsel mana" in caller.heard
    caller.tell(KEY("081298765432", "#"))
    assert caller.wait == SendMessage("Nomor y", "+6281298765432")
    caller.tell(MessageSent(True))
    assert caller.session.node == "bye"


SUBMIT = (
    """
  first: {set: {service: DUK-02, nik: "3328014107900001", alasan: rusak}, next: questions}
  questions: {form: {service: service}, next: file}
  file: {submit: {service: service, into: case}, done: wait, failed: broken}
"""
    + ASK.format(name="wait")
    + ASK.format(name="broken")
)


def test_submit_sends_only_what_the_caller_gave_and_says_the_reference_twice() -> None:
    caller = Caller(flow_of(SUBMIT), caller=MOBILE)
    assert caller.wait == SubmitCase("DUK-02", "application", {"nik": "3328014107900001", "alasan": "rusak"}, True)
    caller.tell(CaseSubmitted("done", "2600017"))
    assert isinstance(caller.wait, SendMessage)
    assert "26-0001-7" in caller.wait.text
    caller.tell(MessageSent(False))
    assert caller.heard.count("dua enam, nol nol nol satu, tujuh") == 2
    assert "Yang masih harus ditunjukkan: foto. di kantor" in caller.heard
    said = caller.heard
    caller.tell(KEY("*"))
    assert caller.heard == said
    assert caller.session.node == "wait"
    assert caller.session.variables["case"] == {"reference": "2600017"}


def test_the_message_names_the_page_where_the_case_can_be_followed() -> None:
    caller = Caller(flow_of(SUBMIT), caller=MOBILE)
    caller.tell(CaseSubmitted("done", "2600017", {"status_page": "https://layanan.example/status"}))
    assert isinstance(caller.wait, SendMessage)
    assert caller.wait.text.endswith("menanyakan status. https://layanan.example/status")


@pytest.mark.parametrize(
    ("result", "node", "said"), [("already_filed", "wait", "sudah kami terima"), ("failed", "broken", "")]
)
def test_submit_otherwise(result: Any, node: str, said: str) -> None:
    caller = Caller(flow_of(SUBMIT), caller=MOBILE)
    caller.tell(CaseSubmitted(result, "2600017"))
    assert caller.session.node == node
    assert said in caller.heard


def test_a_complaint_is_filed_with_the_forms_of_its_flow() -> None:
    nodes = """
  first: {set: {lain: x}, next: ask}
  ask: {form: {fields: [{slot: ada, type: yes_no, ask: {id: A., en: A.}}]}, next: file}
  file: {submit: {kind: complaint}, done: bye, failed: home}
"""
    caller = Caller(flow_of(nodes))
    caller.tell(KEY("1"))
    assert caller.wait == SubmitCase(None, "complaint", {"ada": True}, True)


SURVEY = """
  first:
    survey:
      elements: [{code: U1, ask: {id: "Satu?", en: "One?"}}, {code: U2, ask: {id: "Dua?", en: "Two?"}}, {code: U3, ask: {id: "Tiga?", en: "Three?"}}]
      count: 2
    next: bye
"""


@pytest.mark.parametrize(
    ("events", "scores"),
    [
        ([KEY("4"), KEY("1")], [4, 1]),
        ([KEY("4"), SAY("tiga")], [4, 3]),
        ([KEY("9"), KEY("4"), KEY("1")], [4, 1]),
        ([KEY("3"), KEY("#")], [3, None]),
        ([KEY("3"), SILENCE], [3, None]),
        ([SILENCE], []),
        ([KEY("#")], []),
        ([KEY("3"), HungUp("caller")], [3, None]),
    ],
)
def test_survey(events: list[Event], scores: list[int | None]) -> None:
    caller = Caller(flow_of(SURVEY))
    recorded: list[RecordSurvey] = []
    for event in events:
        recorded += [effect for effect in caller.tell(event).effects if isinstance(effect, RecordSurvey)]
    assert [answer["score"] for survey in recorded for answer in survey.answers] == scores
    assert isinstance(caller.wait, Hangup)


def test_the_elements_of_a_survey_turn_with_the_call() -> None:
    flow = flow_of(SURVEY)
    asked = set()
    for number in range(12):
        caller = Caller(flow)
        caller.session = type(caller.session)(flow="hotline", revision=flow.revision, graph="hotline", language="id")
        caller.tell(CallStarted({}, {"id": f"call-{number}"}))
        asked.add(caller.heard.split()[0])
    assert asked == {"Satu?", "Dua?", "Tiga?"}
