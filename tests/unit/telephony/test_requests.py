"""A form becomes an event; whatever a carrier or a stranger sends, it never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.events import DialEnded, DigitsEntered, QueueLeft, Recorded, SpeechHeard, WaitTimedOut
from telephony.region import country_of
from telephony.twilio.requests import Caller, caller, event, is_notice, pairs

CASES = [
    ({"Digits": "1"}, {}, DigitsEntered("1")),
    ({"Digits": "3328", "FinishedOnKey": "#"}, {}, DigitsEntered("3328", "#")),
    ({"Digits": "", "FinishedOnKey": "#"}, {}, DigitsEntered("", "#")),
    ({"Digits": ""}, {}, WaitTimedOut()),
    ({}, {"t": "1"}, WaitTimedOut()),
    ({"SpeechResult": "mau ganti KTP", "Confidence": "0.91"}, {}, SpeechHeard("mau ganti KTP", 0.91)),
    ({"SpeechResult": "مرحبا"}, {}, SpeechHeard("مرحبا", None)),
    ({"SpeechResult": "ya", "Confidence": "nan"}, {}, SpeechHeard("ya", None)),
    ({"SpeechResult": "ya", "Confidence": "7"}, {}, SpeechHeard("ya", 1.0)),
    ({"SpeechResult": "   "}, {}, WaitTimedOut()),
    ({"RecordingSid": "RE1", "RecordingDuration": "12", "Digits": "hangup"}, {}, Recorded("RE1", 12.0)),
    ({"RecordingSid": "RE1", "RecordingDuration": "2", "Digits": "0"}, {}, Recorded("RE1", 2.0, "0")),
    ({"QueueResult": "queue-full"}, {}, QueueLeft("full")),
    ({"QueueResult": "system-error"}, {}, QueueLeft("failed")),
    ({}, {"e": "left"}, QueueLeft("left")),
    ({"Digits": "hangup"}, {}, WaitTimedOut()),
    ({"DialCallStatus": "completed", "DialBridged": "true"}, {}, DialEnded("answered")),
    ({"DialCallStatus": "completed"}, {}, DialEnded("answered")),
    ({"DialCallStatus": "completed", "DialBridged": "false"}, {}, DialEnded("no_answer")),
    ({"DialCallStatus": "busy"}, {}, DialEnded("busy")),
    ({"DialCallStatus": "no-answer"}, {}, DialEnded("no_answer")),
    ({"DialCallStatus": "canceled"}, {}, DialEnded("no_answer")),
    ({"DialCallStatus": "failed"}, {}, DialEnded("failed")),
    ({"DialCallStatus": "something new"}, {}, DialEnded("failed")),
]


@pytest.mark.parametrize(("form", "query", "expected"), CASES)
def test_a_form_is_an_event(form, query, expected):
    assert event(form, query) == expected


@given(st.dictionaries(st.sampled_from(["Digits", "SpeechResult", "Confidence", "RecordingDuration"]), st.text()))
def test_any_form_is_some_event(form):
    assert event(form, {}) is not None


def test_a_hundred_kilobytes_of_digits_are_cut():
    assert len(event({"Digits": "1" * 100_000}, {}).digits) == 64


@pytest.mark.parametrize("result", ["redirected", "bridged", "hangup", "redirected-from-bridged"])
def test_news_of_the_queue_are_no_turn(result):
    assert is_notice({"QueueResult": result})
    assert not is_notice({"QueueResult": "leave"})


def test_a_dialled_party_whose_caller_has_hung_up_is_no_turn():
    assert is_notice({"DialCallStatus": "completed", "CallStatus": "completed"})
    assert not is_notice({"DialCallStatus": "completed", "CallStatus": "in-progress"})


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("+6281234567890", Caller("+6281234567890", True, False)),
        ("6281234567890", Caller("+6281234567890", True, False)),
        ("081234567890", Caller("+6281234567890", True, False)),
        ("+62211500112", Caller("+62211500112", False, False)),
        ("anonymous", Caller("", False, True)),
        ("unknown", Caller("", False, True)),
        ("client:agent1", Caller("", False, True)),
        ("", Caller("", False, True)),
        ("+0000000", Caller("", False, True)),
    ],
)
def test_from_of_any_form(origin, expected):
    assert caller(origin, "ID") == expected


@given(st.text(max_size=40))
def test_from_never_fails(origin):
    found = caller(origin, "ID")
    assert found.anonymous == (found.number == "")


def test_a_form_with_more_fields_than_a_carrier_sends_is_refused():
    with pytest.raises(ValueError):
        pairs(b"&".join(b"a=%d" % i for i in range(1000)))


@pytest.mark.parametrize(("zone", "country"), [("Asia/Jakarta", "ID"), ("Asia/Makassar", "ID"), ("UTC", "ZZ")])
def test_the_country_of_a_zone(zone, country):
    assert country_of(zone) == country
