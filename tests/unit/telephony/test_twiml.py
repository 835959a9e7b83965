"""Effects become XML that parses, whatever is said in it."""

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from ivr.effects import Collect, Hangup, Part, Queue, RecordVoice, ReturnCall, Say, SendMessage, Transfer
from telephony.twilio.twiml import Addresses, conference, render, spoken, waiting

PLACES = Addresses(
    "https://h/telephony/step?c=a&n=3", "https://h/telephony/wait?c=a", lambda part: f"https://h/p/{part.key}.wav"
)
PART = Part("main.prompt", "id", "Apa yang bisa kami bantu?")


def verbs(body: bytes):
    return list(ElementTree.fromstring(body))


def collect(**changes):
    given = {
        "parts": (PART,),
        "keys": True,
        "speech": True,
        "max_digits": 1,
        "timeout_s": 5,
        "finish_on": "",
        "language": "id",
    }
    return Collect(**{**given, **changes})


def test_a_menu_listens_to_keys_and_speech_and_silence_goes_to_its_own_wait():
    gather, redirect = verbs(render([collect(hints=("satu", "pengaduan, keluhan"))], PLACES))
    assert gather.attrib == {
        "input": "dtmf speech",
        "action": "https://h/telephony/step?c=a&n=3",
        "method": "POST",
        "timeout": "5",
        "finishOnKey": "",
        "numDigits": "1",
        "language": "id-ID",
        "speechTimeout": "auto",
        "hints": "satu,pengaduan  keluhan",
    }
    assert [play.text for play in gather] == ["https://h/p/main.prompt.wav"]
    assert redirect.text == "https://h/telephony/step?c=a&n=3&t=1"


def test_a_wait_document_listens_where_a_key_gives_something():
    assert [verb.tag for verb in verbs(waiting(["https://h/a.wav"], "https://h/m.wav"))] == ["Play", "Play"]
    (gather,) = verbs(waiting(["https://h/a.wav"], "https://h/m.wav", "https://h/telephony/queue-key?c=a&n=3"))
    assert gather.get("action") == "https://h/telephony/queue-key?c=a&n=3"
    assert [play.text for play in gather] == ["https://h/a.wav", "https://h/m.wav"]


def test_digit_entry_tells_the_key_that_ended_it():
    gather = verbs(render([collect(speech=False, max_digits=16, finish_on="#")], PLACES))[0]
    assert (gather.get("finishOnKey"), gather.get("actionOnEmptyResult"), gather.get("input")) == ("#", "true", "dtmf")


def test_a_notice_stands_outside_gather():
    assert [v.tag for v in verbs(render([Say((PART,)), collect()], PLACES))] == ["Play", "Gather", "Redirect"]


def test_a_complaint_is_recorded_with_a_beep():
    gather, record, redirect = verbs(render([RecordVoice((PART,), 120, "#0*")], PLACES))
    assert [gather.tag, record.tag, redirect.tag] == ["Gather", "Record", "Redirect"]
    assert [play.tag for play in gather] == ["Play"]
    assert (gather.get("input"), gather.get("numDigits"), gather.get("finishOnKey")) == ("dtmf", "1", "")
    assert gather.get("actionOnEmptyResult") is None, "silence goes on to the recording"
    assert [v.tag for v in verbs(render([RecordVoice((), 120)], PLACES))] == ["Record", "Redirect"]


def test_a_caller_is_enqueued_and_what_is_no_sound_leaves_no_trace():
    found = verbs(render([SendMessage("a", "+62"), Queue("umum", (), 0, {}, (PART,))], PLACES))
    assert [v.tag for v in found] == ["Play", "Enqueue"]
    assert found[1].get("waitUrl") == "https://h/telephony/wait?c=a"
    assert [v.tag for v in verbs(render([Say((PART,)), Hangup()], PLACES))] == ["Play", "Hangup"]


def test_neither_leg_ends_a_conference_and_who_comes_out_goes_on():
    dial, redirect = verbs(
        conference("call-1", callback="https://h/c?x=1&y=2", music="", then="https://h/step?a=1&b=2")
    )
    assert dial[0].get("endConferenceOnExit") == "false"
    assert dial[0].get("waitUrl") == ""
    assert redirect.text == "https://h/step?a=1&b=2"


@given(st.lists(st.text(), max_size=20), st.integers(0, 64))
def test_any_hints_parse_within_the_limits(hints, digits):
    body = render([collect(hints=tuple(hints), max_digits=digits)], PLACES)
    try:
        gather = verbs(body)[0]
    except ElementTree.ParseError as error:
        raise AssertionError(body) from error
    assert all(len(hint) <= 100 for hint in (gather.get("hints") or "").split(","))


def test_a_caller_who_is_rung_back_hears_so_and_is_hung_up():
    found = verbs(render([ReturnCall("+62215550100", (PART,))], PLACES))
    assert [v.tag for v in found] == ["Play", "Hangup"]


WHISPERED = Part("main.whisper", "id", "Dari layanan terpadu.")


def test_a_transfer_says_its_words_dials_and_whispers_to_the_called_alone():
    places = replace(PLACES, whisper="https://h/telephony/whisper?c=a&n=3", caller_id="+62211500112")
    play, dial = verbs(render([Transfer("+62215550100", 25, (WHISPERED,), (PART,))], places))
    assert play.text == "https://h/p/main.prompt.wav"
    assert dial.attrib == {
        "action": "https://h/telephony/step?c=a&n=3",
        "method": "POST",
        "timeout": "25",
        "answerOnBridge": "true",
        "callerId": "+62211500112",
    }
    assert [(noun.tag, noun.text, noun.get("url")) for noun in dial] == [("Number", "+62215550100", places.whisper)]


def test_a_transfer_to_a_sip_address_without_whisper():
    dial = verbs(render([Transfer("sip:desk@agency.example", 9, (), ())], PLACES))[0]
    assert [(noun.tag, noun.text, noun.attrib) for noun in dial] == [("Sip", "sip:desk@agency.example", {})]


def test_waiting_plays_and_is_asked_for_again():
    assert [v.tag for v in verbs(waiting(["https://h/a.wav"], "https://h/m.wav"))] == ["Play", "Play"]
    assert [v.tag for v in verbs(spoken(["https://h/a.wav"], hang_up=True))] == ["Play", "Hangup"]


def test_a_question_for_digits_says_so_to_the_recogniser():
    gather = verbs(render([collect(numeric=True, hints=("nol",))], PLACES))[0]
    assert gather.get("hints") == "$OOV_CLASS_DIGIT_SEQUENCE,nol"
