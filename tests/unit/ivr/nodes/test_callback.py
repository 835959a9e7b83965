"""Callback, voicemail, and what a queue offers instead of waiting."""

from typing import Any

import pytest

from ivr.effects import BookCallback, Collect, Hangup, KeepVoicemail, Queue, RecordVoice
from ivr.events import CallbackBooked, DigitsEntered, Event, QueueLeft, Recorded, SpeechHeard, WaitTimedOut
from tests.unit.ivr.house import MOBILE, NIGHT, Caller, compiled, flow_of

KEY, SAY, SILENCE = DigitsEntered, SpeechHeard, WaitTimedOut()
BOOKED = CallbackBooked("booked", {"from": "2026-11-24T12:00+07:00", "until": "2026-11-24T12:30+07:00"})
CALLBACK = """
  first: {set: {service: DUK-02}, next: balik}
  balik: {callback: {window: 2h}, booked: ok, refused: no_thanks, failed: broken, not_understood: puzzled, silent: quiet}
  ok: {hang_up: {id: Beres., en: Fine.}}
  no_thanks: {hang_up: {id: Batal., en: Not.}}
  broken: {hang_up: {id: Rusak., en: Broken.}}
  puzzled: {hang_up: {id: Bingung., en: Puzzled.}}
  quiet: {hang_up: {id: Sunyi., en: Quiet.}}
"""
ANOTHER = "+6281111111111"


def booking(caller: Caller) -> BookCallback:
    assert isinstance(caller.wait, BookCallback)
    return caller.wait


@pytest.mark.parametrize(
    ("events", "node"),
    [
        ([KEY("1"), BOOKED], "ok"),
        ([SAY("iya", 0.9), BOOKED], "ok"),
        ([KEY("3")], "no_thanks"),
        ([SAY("tidak usah", 0.9)], "no_thanks"),
        ([KEY("1"), CallbackBooked("failed")], "broken"),
        ([KEY("1"), CallbackBooked("booked", {"from": "soon"})], "broken"),
        ([KEY("1"), CallbackBooked("refused")], "balik"),
        ([KEY("9")] * 3, "puzzled"),
        ([SILENCE] * 3, "quiet"),
        ([KEY("2"), SILENCE, SILENCE, SILENCE], "quiet"),
        ([KEY("0")], "to_agent"),
    ],
)
def test_how_a_callback_is_left(events: list[Event], node: str) -> None:
    caller = Caller(flow_of(CALLBACK), caller=MOBILE)
    for event in events:
        caller.tell(event)
    assert caller.session.node == node


@pytest.mark.parametrize(
    ("events", "number"),
    [
        ([KEY("1")], MOBILE["number"]),
        ([KEY("2"), KEY("081111111111", "#"), KEY("1")], ANOTHER),
        ([SAY("nomor lain", 0.9), KEY("081111111111", "#"), KEY("1")], ANOTHER),
        ([SAY("nol delapan satu satu satu satu satu satu satu satu satu satu", 0.9), KEY("1")], ANOTHER),
        ([KEY("2"), KEY("081222222222", "#"), KEY("2"), KEY("081111111111", "#"), SAY("ya", 0.9)], ANOTHER),
    ],
)
def test_the_number_that_is_booked(events: list[Event], number: str) -> None:
    caller = Caller(flow_of(CALLBACK), caller=MOBILE)
    for event in events:
        caller.tell(event)
    assert booking(caller).number == number
    assert "081111111111" not in str(caller.session.heard)


def test_a_callback_is_for_the_queue_of_the_service_in_its_hours() -> None:
    caller = Caller(flow_of(CALLBACK), caller=MOBILE)
    caller.tell(KEY("1"))
    assert booking(caller) == BookCallback(
        str(MOBILE["number"]),
        "kependudukan",
        ("duk",),
        "DUK-02",
        "2026-11-24T12:00:00+07:00",
        "2026-11-24T12:30:00+07:00",
        "waiting",
    )
    at_night = Caller(flow_of(CALLBACK), now=NIGHT, caller=MOBILE)
    at_night.tell(KEY("1"))
    assert booking(at_night).not_before == "2026-11-26T09:00:00+07:00"
    assert booking(at_night).reason == "closed"


def test_an_anonymous_caller_is_asked_for_a_number() -> None:
    caller = Caller(flow_of(CALLBACK), caller={"number": "", "mobile": False, "anonymous": True})
    assert isinstance(caller.wait, Collect)
    assert (caller.wait.max_digits != 1, caller.wait.finish_on) == (True, "#")
    caller.tell(KEY("081111111111", "#"))
    assert "nol delapan satu satu" in caller.heard
    caller.tell(KEY("1"))
    assert booking(caller).number == ANOTHER


def test_a_number_that_is_known_is_not_asked_for() -> None:
    nodes = CALLBACK.replace("{window: 2h}", "{number: nomor}").replace("DUK-02}", f"DUK-02, nomor: '{ANOTHER}'}}")
    caller = Caller(flow_of(nodes), caller=MOBILE)
    caller.tell(KEY("1"))
    assert booking(caller).number == ANOTHER


def test_what_was_booked_before_is_told_so() -> None:
    caller = Caller(flow_of(CALLBACK), caller=MOBILE)
    caller.tell(KEY("1"))
    caller.tell(CallbackBooked("booked", {**BOOKED.value, "already": True}))
    assert "sudah kami catat. Petugas akan menelepon hari ini antara pukul 12.00 dan pukul 12.30" in caller.heard


VOICEMAIL = """
  first: {voicemail: {prompt: {id: Bicara., en: Speak.}, max: 30s}, left: ok, empty: none}
  ok: {hang_up: {id: Beres., en: Fine.}}
  none: {hang_up: {id: Kosong., en: Empty.}}
"""


@pytest.mark.parametrize(
    ("event", "node"),
    [
        (Recorded("r1", 12.0, "#"), "ok"),
        (Recorded("r1", 12.0), "ok"),
        (Recorded("r1", 1.0, "#"), "none"),
        (Recorded("r1", 0.0, "#"), "none"),
        (SILENCE, "none"),
        (KEY("0"), "to_agent"),
        (Recorded("r1", 3.0, "0"), "to_agent"),
    ],
)
def test_voicemail(event: Event, node: str) -> None:
    caller = Caller(flow_of(VOICEMAIL))
    assert isinstance(caller.wait, RecordVoice)
    assert (caller.heard, caller.wait.max_s) == ("Bicara. Speak.", 30)
    caller.tell(event)
    assert caller.session.node == node
    kept = [effect for effect in caller.last.effects if isinstance(effect, KeepVoicemail)]
    assert kept == ([KeepVoicemail("r1", 12.0, "umum", "")] if node == "ok" else [])


@pytest.mark.parametrize("key", ["5", "#"])
def test_a_key_passes_over_the_prompt_of_a_voicemail(key: str) -> None:
    caller = Caller(flow_of(VOICEMAIL))
    caller.tell(KEY(key))
    assert isinstance(caller.wait, RecordVoice)
    assert caller.wait.parts == ()
    caller.tell(Recorded("r1", 12.0, "#"))
    assert caller.session.node == "ok"


OFFER = """
  first: {set: {service: DUK-02}, next: antre}
  antre:
    queue: {for: service, otherwise: umum, offer: [{key: 1, callback: true}, {key: 2, voicemail: true}]}
    closed: night
    callback_booked: ok
    voicemail_left: kept
    left: after
  night: {hang_up: {id: Tutup., en: Closed.}}
  after: {hang_up: {id: Usai., en: Over.}}
  ok: {hang_up: {id: Beres., en: Fine.}}
  kept: {hang_up: {id: Simpan., en: Kept.}}
"""
CALL_BACK, LEAVE_WORDS = QueueLeft("callback"), QueueLeft("voicemail")


@pytest.mark.parametrize(
    ("events", "node", "wait"),
    [
        ([CALL_BACK], "antre", Collect),
        ([CALL_BACK, KEY("1")], "antre", BookCallback),
        ([CALL_BACK, KEY("1"), BOOKED], "ok", Hangup),
        ([CALL_BACK, KEY("3")], "antre", Queue),
        ([CALL_BACK, KEY("9"), KEY("9"), KEY("9")], "antre", Queue),
        ([CALL_BACK, KEY("1"), CallbackBooked("failed")], "antre", Queue),
        ([CALL_BACK, KEY("3"), CALL_BACK, KEY("1"), BOOKED], "ok", Hangup),
        ([CALL_BACK, SILENCE, SILENCE, SILENCE], "@silent_end", Hangup),
        ([CALL_BACK, KEY("#")], "home", Hangup),
        ([LEAVE_WORDS, Recorded("r1", 9.0)], "kept", Hangup),
        ([LEAVE_WORDS, Recorded("r1", 0.6, "#")], "antre", Queue),
        ([LEAVE_WORDS, SILENCE], "@silent_end", Hangup),
        ([QueueLeft("left")], "after", Hangup),
    ],
)
def test_what_a_key_in_the_queue_leads_to(events: list[Event], node: str, wait: type[Any]) -> None:
    caller = Caller(flow_of(OFFER), caller=MOBILE)
    assert caller.wait.offer == {"callback": "1", "voicemail": "2"}
    for event in events:
        assert not caller.tell(event).refused
    assert (caller.session.node, type(caller.wait)) == (node, wait)


def test_back_in_the_queue_is_the_old_place_while_it_is_open() -> None:
    caller = Caller(flow_of(OFFER), caller=MOBILE)
    assert not caller.wait.returning
    caller.tell(CALL_BACK)
    caller.tell(KEY("3"))
    assert caller.wait.returning
    assert caller.wait.name == "kependudukan"
    caller.tell(CALL_BACK)
    caller.now = NIGHT
    caller.tell(KEY("3"))
    assert caller.session.node == "night"


def test_a_queue_that_offers_nothing_takes_no_offer() -> None:
    plain = OFFER.replace(", offer: [{key: 1, callback: true}, {key: 2, voicemail: true}]", "")
    caller = Caller(flow_of(plain), caller=MOBILE)
    caller.tell(CALL_BACK)
    assert caller.session.node == "night"


@pytest.mark.parametrize(
    ("offer", "wrong"),
    [
        ("{key: 1, callback: true, voicemail: true}", "each offer is one of"),
        ("{key: 1}", "each offer is one of"),
        ("{callback: true}", "'key' is missing"),
        ("{key: 12, callback: true}", "a key of its own from 1 to 9"),
        ("'*'", "'offer' is a table of keys"),
        ("[{key: 1, callback: true}, {key: 1, voicemail: true}]", "a key of its own from 1 to 9, not '1'"),
        ("{key: 1, callback: true, windw: 2h}", "did you mean 'window'?"),
    ],
)
def test_offers_that_make_no_sense_are_located(offer: str, wrong: str) -> None:
    nodes = OFFER.replace("[{key: 1, callback: true}, {key: 2, voicemail: true}]", offer)
    issues = compiled(f"flow: hotline\nlanguage_version: 1\nlanguages: [id, en]\nstart: first\nnodes:\n{nodes}").errors
    assert any(wrong in str(issue) and issue.line for issue in issues), [str(issue) for issue in issues]


def test_an_offer_says_where_the_call_goes_on() -> None:
    nodes = OFFER.replace("    callback_booked: ok\n", "")
    issues = compiled(f"flow: hotline\nlanguage_version: 1\nlanguages: [id, en]\nstart: first\nnodes:\n{nodes}").errors
    assert any("there is no 'callback_booked'" in str(issue) for issue in issues)


def test_the_queue_tried_for_an_earlier_request_is_forgotten() -> None:
    nodes = OFFER + "  again: {callback: {}, new_request: true, booked: ok}\n"
    caller = Caller(flow_of(nodes.replace("left: after", "left: again")), caller=MOBILE)
    caller.tell(QueueLeft("left"))
    caller.tell(KEY("1"))
    assert booking(caller).queue == "umum"
