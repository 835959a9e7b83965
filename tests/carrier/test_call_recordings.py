"""Recordings of a leg by REST: both legs' sound, channels, tracks, pause, stop, callback."""

import io
import shutil
import threading
import wave

import numpy as np
import pytest
from twilio.base.exceptions import TwilioRestException

from tests.carrier.application import xml
from tests.carrier.hearing import clarity
from tests.carrier.world import HOTLINE
from tests.sound import RATE, chirps, to_wav

CALLER_VOICE, PROMPT = chirps(31, 1.2), chirps(32, 1.2)
STILL = '<Gather numDigits="1" timeout="60" action="/play"/>'


def sound_of(world, sid: str) -> np.ndarray:
    """Samples by channel, -1..1."""
    response = world.rest("GET", f"/Recordings/{sid}.wav")
    assert response.headers["Content-Type"] == "audio/x-wav"
    with wave.open(io.BytesIO(response.content)) as wav:
        frames = np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2") / 32768
        return frames.reshape(-1, wav.getnchannels()).T


def talk(world, **options):
    """A recorded leg into which the caller speaks, and then hears a prompt; returns the recording's sound."""
    world.app.answers["/prompt.wav"] = to_wav(PROMPT)
    world.app.answers["/play"] = "<Play>/prompt.wav</Play><Pause length='60'/>"
    caller = world.call(STILL)
    made = world.client.calls(caller.call).recordings.create(**options)
    assert made.status == "in-progress"
    caller.says(CALLER_VOICE)
    caller.has_heard(1.7)
    caller.presses("1")
    caller.has_heard(1.6)
    stopped = world.client.calls(caller.call).recordings("Twilio.CURRENT").update(status="stopped")
    assert (stopped.sid, stopped.status) == (made.sid, "stopped")
    return caller, made, sound_of(world, made.sid)


def test_mono_holds_both_legs_in_one_channel(world):
    _, made, sound = talk(world)
    assert (made.channels, made.source, made.track) == (1, "StartCallRecordingAPI", "both")
    assert len(sound) == 1
    assert clarity(sound[0], CALLER_VOICE) > 0.95
    assert clarity(sound[0], PROMPT) > 0.95


def test_dual_holds_the_caller_left_and_what_the_caller_heard_right(world):
    _, made, sound = talk(world, recording_channels="dual")
    assert made.channels == 2
    assert clarity(sound[0], CALLER_VOICE) > 0.95
    assert clarity(sound[1], PROMPT) > 0.95
    assert clarity(sound[0], PROMPT) < 0.3


def test_one_track_alone(world):
    _, _, sound = talk(world, recording_track="inbound")
    assert clarity(sound[0], CALLER_VOICE) > 0.95
    assert clarity(sound[0], PROMPT) < 0.3


@pytest.mark.parametrize(("behaviour", "kept"), [("skip", False), ("silence", True)])
def test_while_paused_nothing_is_heard_on_it(world, behaviour, kept):
    """PauseBehavior skip leaves the time out, silence keeps it as silence."""
    caller = world.call(STILL)
    recordings = world.client.calls(caller.call).recordings
    made = recordings.create()
    assert recordings(made.sid).update(status="paused", pause_behavior=behaviour).status == "paused"
    caller.says(CALLER_VOICE)
    caller.has_heard(1.5)
    assert recordings("Twilio.CURRENT").update(status="in-progress").status == "in-progress"
    caller.has_heard(0.2)
    recordings("Twilio.CURRENT").update(status="stopped")
    sound = sound_of(world, made.sid)
    assert abs(sound).max() < 0.001
    assert (sound.shape[1] > 1.5 * RATE) is kept


def test_the_end_of_the_call_completes_it_and_the_callback_is_told_once(world):
    caller = world.call(STILL)
    made = world.client.calls(caller.call).recordings.create(recording_status_callback=f"{world.app.base}/recording")
    caller.has_heard(1.0)
    caller.hangs_up()
    told = world.app.wait_for("/recording").values
    assert (told["RecordingSid"], told["RecordingStatus"], told["CallSid"]) == (made.sid, "completed", caller.call)
    assert (
        told["RecordingUrl"]
        == f"{world.settings.base_url}/2010-04-01/Accounts/{made.account_sid}/Recordings/{made.sid}"
    )
    assert told["RecordingDuration"] == "1"
    done = world.client.recordings(made.sid).fetch()
    assert (done.status, done.duration, done.call_sid) == ("completed", "1", caller.call)
    assert len(world.app.asked("/recording")) == 1


def test_list_read_and_delete(world):
    caller, made, _ = talk(world)
    call = world.client.calls(caller.call)
    assert [r.sid for r in call.recordings.list()] == [made.sid]
    assert [r.sid for r in world.client.recordings.list(call_sid=caller.call)] == [made.sid]
    assert world.client.recordings.list(call_sid="CA" + "0" * 32) == []
    assert call.recordings(made.sid).fetch().status == "completed"
    assert call.recordings(made.sid).delete()
    assert world.rest("GET", f"/Recordings/{made.sid}.wav").status_code == 404
    assert not list(world.settings.recordings.iterdir())
    with pytest.raises(TwilioRestException):
        world.client.recordings(made.sid).fetch()


def test_a_call_that_is_not_up_cannot_be_recorded(world):
    caller = world.call("<Hangup/>")
    caller.hears_of("ended")
    with pytest.raises(TwilioRestException) as refused:
        world.client.calls(caller.call).recordings.create()
    assert (refused.value.status, refused.value.code) == (400, 21220)


def test_a_leg_that_is_about_to_be_answered_is_recorded_from_its_answer(world):
    """The application asks for the recording while its own first reply is still on the way."""
    asked = threading.Event()

    def voice(webhook):
        asked.set()
        released.wait(60)
        return xml(STILL)

    released = threading.Event()
    world.app.answers["/voice"] = voice
    caller = world.phone()
    sid = caller.rings()
    assert asked.wait(60)
    made = []
    request = threading.Thread(target=lambda: made.append(world.client.calls(sid).recordings.create()))
    request.start()
    released.set()
    request.join()
    assert made[0].status == "in-progress"


def test_a_disk_that_fails_ends_no_call(world):
    """Without its folder nothing can be recorded: an error body for REST, and the call goes on to its proper end."""
    caller = world.call(STILL)
    world.settings.recordings.rmdir()
    response = world.rest("POST", f"/Calls/{caller.call}/Recordings.json")
    assert (response.status_code, response.json()["code"]) == (500, 20500)
    caller.has_heard(0.1)
    caller.hangs_up()
    assert world.final(caller)["CallStatus"] == "completed"


def test_a_disk_that_fails_while_it_records_ends_no_call(world):
    caller = world.call(STILL)
    world.client.calls(caller.call).recordings.create(
        recording_status_callback=f"{world.app.base}/recording", recording_status_callback_event=["completed", "absent"]
    )
    caller.has_heard(0.1)
    shutil.rmtree(world.settings.recordings)
    caller.hangs_up()
    assert world.final(caller)["CallStatus"] == "completed"
    assert world.app.wait_for("/recording").values["RecordingStatus"] == "absent"


def test_dial_record_records_the_bridge(world):
    """Dial record: the action gets RecordingUrl; both sides are on it, in two channels when dual is asked for."""
    desk = world.phone("agent1")
    caller = world.call('<Dial record="record-from-answer-dual" action="/done"><Client>agent1</Client></Dial>')
    desk.answers()
    caller.has_heard(0.1)
    caller.says(CALLER_VOICE)
    desk.says(PROMPT)
    caller.has_heard(1.9)
    desk.hangs_up()
    url = world.app.wait_for("/done").values["RecordingUrl"]
    sound = sound_of(world, url.rsplit("/", 1)[1])
    assert clarity(sound[0], CALLER_VOICE) > 0.95
    assert clarity(sound[1], PROMPT) > 0.95


def test_calls_create_with_record(world):
    desk = world.phone("agent1")
    call = world.client.calls.create(
        to="client:agent1", from_=HOTLINE, twiml="<Response><Pause length='60'/></Response>", record=True
    )
    desk.answers()
    desk.has_heard(0.5)
    assert world.client.calls(call.sid).recordings.list()[0].source == "OutboundAPI"
