"""<Gather>, by the manual."""

import pytest

from telephony.audio import RATE
from telephony.local_carrier.verbs.gather import SpeechEnded, SpeechStarted
from tests.carrier.hearing import clarity
from tests.sound import chirps, to_wav

PROMPT = chirps(5, 1.0)


def answered(world, path="/answer"):
    return world.app.wait_for(path).values


def test_digits_go_to_the_action_signed_with_what_every_webhook_carries(world):
    """The action gets Digits and FinishedOnKey with CallSid, AccountSid, From, To, CallStatus, ApiVersion, Direction; signed."""
    caller = world.call('<Gather action="/answer"/>')
    caller.presses("12#")
    values = answered(world)
    assert (values["Digits"], values["FinishedOnKey"]) == ("12", "#")
    assert values["CallSid"] == caller.call
    assert values["AccountSid"] == world.settings.account_sid
    assert (values["From"], values["To"]) == ("+6281234567890", "+62211500112")
    assert (values["CallStatus"], values["Direction"], values["ApiVersion"]) == ("in-progress", "inbound", "2010-04-01")
    assert all(webhook.valid for webhook in world.app.log)


def test_num_digits_ends_the_input_and_out_of_range_digits_are_delivered_as_pressed(world):
    """numDigits ends the input; out-of-range digits are delivered as pressed."""
    caller = world.call('<Gather action="/answer" numDigits="3"><Say>one or two</Say></Gather>')
    caller.presses("9*7")
    values = answered(world)
    assert values["Digits"] == "9*7"
    assert "FinishedOnKey" not in values


def test_an_empty_finish_on_key_takes_the_hash_as_a_digit(world):
    """finishOnKey default #; '' = none."""
    caller = world.call('<Gather action="/answer" finishOnKey="" numDigits="2"/>')
    caller.presses("1#")
    assert answered(world)["Digits"] == "1#"


def test_verbs_after_an_answered_gather_are_not_reached(world):
    """Verbs after an answered Gather are not reached; an empty reply to the action hangs up."""
    caller = world.call('<Gather action="/answer" numDigits="1"/><Redirect>/after</Redirect>')
    caller.presses("1")
    assert caller.hears_of("ended")["status"] == "completed"
    assert answered(world)["Digits"] == "1"
    assert not world.app.asked("/after")
    world.final(caller)
    assert [w.values["CallStatus"] for w in world.app.asked("/status")] == ["completed"]


def test_empty_input_falls_through_and_sends_no_request(world):
    """Empty input falls through to the next verb and sends no request, unless actionOnEmptyResult."""
    world.call('<Gather action="/answer" timeout="1"/><Redirect>/after</Redirect>')
    world.app.wait_for("/after")
    assert not world.app.asked("/answer")


def test_the_finish_key_alone_is_empty_input(world):
    """finishOnKey alone = empty input, at once."""
    caller = world.call('<Gather action="/answer" timeout="60"/><Redirect>/after</Redirect>')
    caller.presses("#")
    world.app.wait_for("/after")
    assert not world.app.asked("/answer")


def test_action_on_empty_result_sends_empty_digits(world):
    """actionOnEmptyResult sends the request with empty Digits."""
    caller = world.call('<Gather action="/answer" actionOnEmptyResult="true" timeout="60"/>')
    caller.presses("#")
    assert answered(world)["Digits"] == ""


def test_without_an_action_the_same_document_is_asked_again(world):
    """action defaults to the current document's address."""
    caller = world.call('<Gather numDigits="1"/>')
    caller.presses("5")
    assert world.app.wait_for("/voice", 2).values["Digits"] == "5"


def test_method_get_puts_the_digits_into_a_signed_query(world):
    """method GET: parameters are in the URL, and the signature is over that URL."""
    caller = world.call('<Gather action="/answer?x=1" method="GET" numDigits="1"/>')
    caller.presses("5")
    webhook = world.app.wait_for("/answer")
    assert (webhook.method, webhook.values["Digits"], webhook.values["x"]) == ("GET", "5", "1")
    assert webhook.valid


def test_any_key_stops_the_prompt(world):
    """Any key stops the prompt, also when more digits are to come."""
    world.app.answers["/prompt.wav"] = to_wav(PROMPT)
    caller = world.call('<Gather action="/answer" timeout="60"><Play loop="0">/prompt.wav</Play></Gather>')
    assert clarity(caller.has_heard(2.2), PROMPT) > 0.95
    caller.presses("1")
    caller.has_heard(0.4)
    assert abs(caller.has_heard(0.5)).max() < 0.001
    caller.presses("#")
    assert answered(world)["Digits"] == "1"


def test_the_time_out_starts_when_the_prompt_has_ended(world):
    """The time-out starts after the prompt ends: a prompt of 2 s with timeout 1 is heard whole."""
    prompt = chirps(8, 2.0)
    world.app.answers["/prompt.wav"] = to_wav(prompt)
    caller = world.call(
        '<Gather action="/answer" timeout="1"><Play>/prompt.wav</Play></Gather><Redirect>/after</Redirect>'
    )
    world.app.wait_for("/after")
    caller.hears_of("ended")
    assert clarity(caller.heard, prompt) > 0.95
    assert len(caller.heard) > 2.9 * RATE


def test_the_first_key_pressed_at_the_answer_is_not_lost(world):
    """Bind the audio path before answering, or the first key is lost."""
    world.app.answers["/voice"] = '<Gather action="/answer" numDigits="1"/>'
    caller = world.phone()
    caller.dials()
    caller.presses("7")
    assert answered(world)["Digits"] == "7"


def test_hang_up_during_a_gather_sends_one_completed_status_callback(world):
    """Hang-up during any verb sends one completed status callback, with CallDuration; no action."""
    caller = world.call('<Gather action="/answer"><Say>press</Say></Gather><Redirect>/after</Redirect>')
    caller.hangs_up()
    values = world.final(caller)
    assert (values["CallStatus"], values["CallbackSource"]) == ("completed", "call-progress-events")
    assert {"CallDuration", "Timestamp", "SequenceNumber"} <= values.keys()
    caller.hears_of("ended")
    assert [w.path for w in world.app.log] == ["/voice", "/status"]


class Ears:
    """A recogniser that hears whatever it is told to, on the carrier's loop."""

    def __init__(self):
        self.opened, self.closed = [], 0

    def __call__(self, call, verb, put):
        self.opened.append((verb, put))
        return self

    def close(self):
        self.closed += 1


@pytest.fixture
def ears():
    return Ears()


@pytest.fixture
def speaking(new_world, ears):
    def hear(world, *events):
        for event in events:
            world.carrier.loop.call_soon_threadsafe(ears.opened[-1][1], event)

    world = new_world(listen=ears)
    return world, lambda *events: hear(world, *events)


SPEECH = '<Gather action="/answer" input="{input}" timeout="60" hints="satu, dua" language="id-ID"/>'


def test_speech_goes_to_the_action_with_its_confidence(speaking, ears):
    """SpeechResult + Confidence; the recogniser is given language and hints."""
    world, hear = speaking
    caller = world.call(SPEECH.format(input="speech"))
    caller.has_heard(0.1)
    hear(SpeechStarted(), SpeechEnded("satu", 0.87))
    values = answered(world)
    assert (values["SpeechResult"], values["Confidence"]) == ("satu", "0.8700")
    assert "Digits" not in values
    assert (ears.opened[0][0].get("hints"), ears.opened[0][0].get("language")) == ("satu, dua", "id-ID")
    caller.hears_of("ended")
    assert ears.closed == 1


def test_confidence_may_be_absent(speaking):
    """Confidence (0..1) may be absent."""
    world, hear = speaking
    world.call(SPEECH.format(input="dtmf speech")).has_heard(0.1)
    hear(SpeechStarted(), SpeechEnded("dua"))
    values = answered(world)
    assert values["SpeechResult"] == "dua"
    assert "Confidence" not in values


def test_with_both_inputs_the_first_modality_wins(speaking):
    """With `dtmf speech` the first modality wins: a key first makes speech count for nothing."""
    world, hear = speaking
    caller = world.call(SPEECH.format(input="dtmf speech"))
    caller.has_heard(0.1)
    caller.presses("4")
    caller.has_heard(0.2)
    hear(SpeechStarted(), SpeechEnded("satu", 0.9))
    caller.has_heard(0.1)
    caller.presses("#")
    values = answered(world)
    assert values["Digits"] == "4"
    assert "SpeechResult" not in values


def test_speech_that_was_not_understood_is_empty_input(speaking):
    """No result is empty input: the next verb."""
    world, hear = speaking
    world.call(SPEECH.format(input="speech") + "<Redirect>/after</Redirect>").has_heard(0.1)
    hear(SpeechStarted(), SpeechEnded(""))
    world.app.wait_for("/after")
    assert not world.app.asked("/answer")
