"""Menus: keys, words, silence, doubt and commands, as a table of what the caller does and where the call is then."""

import pytest

from ivr.effects import Collect, Hangup, Queue
from ivr.events import DigitsEntered, Event, SpeechHeard, WaitTimedOut
from ivr.flow import Flow
from tests.unit.ivr.house import MOBILE, Caller, flow_of

NODES = """
  first:
    menu:
      prompt: [{id: "Apa keperluan Anda?", en: "What do you need?"}, {id: "Silakan pilih.", en: "Please choose."}]
      choices:
        - {key: 1, label: {id: kartu hilang, en: a lost card}, set: {service: DUK-02}, goto: one}
        - {key: 2, label: {id: layanan lain, en: another service}, intent: ask_service, goto: two}
        - {key: 3, label: {id: rahasia, en: a secret}, when: caller.mobile, goto: three}
        - {says: {id: [mau tidur]}, goto: three}
      no_match: [{id: "Belum jelas.", en: "Not clear."}]
    silent: quiet
    not_understood: to_agent
  one: {hang_up: {id: Satu., en: One.}}
  two: {hang_up: {id: Dua., en: Two.}}
  three: {hang_up: {id: Tiga., en: Three.}}
  quiet: {hang_up: {id: Sepi., en: Quiet.}}
"""
KEY, SAY, SILENCE = DigitsEntered, SpeechHeard, WaitTimedOut()


@pytest.fixture(scope="module")
def flow() -> Flow:
    return flow_of(NODES)


@pytest.mark.parametrize(
    ("events", "node"),
    [
        ([KEY("1")], "one"),
        ([KEY("2")], "two"),
        ([KEY("3")], "three"),
        ([KEY("9")], "first"),
        ([KEY("9"), KEY("9"), KEY("9")], "to_agent"),
        ([KEY("9"), KEY("9"), KEY("1")], "one"),
        ([SILENCE], "first"),
        ([SILENCE, SILENCE, SILENCE], "quiet"),
        ([SILENCE, KEY("9"), SILENCE, KEY("2")], "two"),
        ([SAY("kartu hilang", 0.95)], "one"),
        ([SAY("kartu hilang")], "one"),
        ([SAY("satu", 0.9)], "one"),
        ([SAY("mau tidur", 0.9)], "three"),
        ([SAY("mau ganti KTP", 0.9)], "two"),
        ([SAY("zzz qqq", 0.9)], "first"),
        ([SAY("kartu hilang", 0.2)], "first"),
        ([SAY("kartu hilang", 0.6)], "first"),
        ([SAY("kartu hilang", 0.6), SAY("ya", 0.9)], "one"),
        ([SAY("kartu hilang", 0.6), KEY("1")], "one"),
        ([SAY("kartu hilang", 0.6), SAY("tidak", 0.9)], "first"),
        ([SAY("kartu hilang", 0.6), KEY("2")], "first"),
        ([SAY("kartu hilang", 0.6), SAY("mau tidur", 0.9)], "three"),
        ([KEY("0")], "to_agent"),
        ([SAY("petugas", 0.9)], "to_agent"),
        ([KEY("#")], "home"),
        ([KEY("", "#")], "home"),
        ([KEY("*")], "first"),
        ([KEY("1" * 1000)], "first"),
        ([SAY("", 0.9)], "first"),
        ([SAY("   ")], "first"),
        ([SAY("\u200f\U0001f600 يوم", 0.9)], "first"),
        ([SAY("x" * 100_000, 0.9)], "first"),
    ],
)
def test_where_it_leads(flow: Flow, events: list[Event], node: str) -> None:
    caller = Caller(flow, caller=MOBILE)
    for event in events:
        caller.tell(event)
    assert caller.session.node == node


def test_keys_and_words_of_a_choice_are_said_by_the_engine(flow: Flow) -> None:
    caller = Caller(flow, caller=MOBILE)
    caller.tell(KEY("*"))
    caller.tell(KEY("8"))
    caller.tell(KEY("*"))
    assert (
        caller.heard
        == "Apa keperluan Anda? Untuk kartu hilang, tekan satu. Untuk layanan lain, tekan dua. Untuk rahasia, tekan tiga."
    )


def test_a_choice_whose_condition_does_not_hold_is_not_offered(flow: Flow) -> None:
    caller = Caller(flow, caller={"mobile": False})
    assert "rahasia" not in caller.heard
    caller.tell(KEY("3"))
    assert caller.session.node == "first"


def test_prompts_taper_and_the_authors_own_words_stand_alone(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(SILENCE)
    assert caller.heard.startswith("Maaf, saya tidak mendengar apa pun. Silakan pilih. Untuk kartu hilang")
    caller.tell(KEY("9"))
    assert caller.heard == "Belum jelas."


def test_what_was_said_fills_slots(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(SAY("mau ganti KTP", 0.9))
    assert caller.session.slots["service"] == "DUK-02"
    assert caller.session.intent == "ask_service"
    other = Caller(flow)
    other.tell(KEY("1"))
    assert other.session.slots == {"service": "DUK-02"}


def test_doubt_is_asked_back_by_name_and_keeps_waiting_in_silence(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(SAY("kartu hilang", 0.6))
    assert "Maksud Anda kartu hilang?" in caller.heard
    caller.tell(SILENCE)
    assert "Maksud Anda kartu hilang?" in caller.heard
    caller.tell(SAY("ya", 0.9))
    assert caller.session.node == "one"
    assert isinstance(caller.wait, Hangup)


def test_the_recogniser_gets_the_sentences_of_the_menu(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(KEY("*"))
    caller.tell(SILENCE)
    wait = caller.wait
    assert isinstance(wait, Collect)
    assert {"kartu hilang", "mau tidur", "ganti KTP", "petugas"} <= set(wait.hints)
    assert (wait.max_digits, wait.finish_on, wait.language) == (1, "", "id")


def test_a_silent_line_never_rings_an_agent() -> None:
    to_agent = NODES.replace("silent: quiet", "silent: hush") + "  hush: {set: {a: b}, next: to_agent}\n"
    caller = Caller(flow_of(to_agent))
    for _ in range(3):
        caller.tell(SILENCE)
    assert isinstance(caller.wait, Hangup)
    assert any("silent caller" in slip.text for slip in caller.last.slips)
    spoken = Caller(flow_of(to_agent))
    for event in (SILENCE, SILENCE, KEY("0")):
        spoken.tell(event)
    assert isinstance(spoken.wait, Queue)
