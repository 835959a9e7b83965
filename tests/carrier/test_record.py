"""<Record>, by the manual."""

import io
import wave

import numpy as np
import pytest

from tests.carrier.application import xml
from tests.carrier.hearing import clarity
from tests.sound import RATE, alignment, chirps

VOICE = chirps(11, 1.2)
AFTER = "<Redirect>/after</Redirect>"


def sound_of(world, url: str) -> np.ndarray:
    """The WAV at a RecordingUrl, -1..1."""
    response = world.rest("GET", url.split(world.settings.account_sid, 1)[1])
    assert response.status_code == 200
    with wave.open(io.BytesIO(response.content)) as wav:
        assert (wav.getframerate(), wav.getsampwidth(), wav.getnchannels()) == (RATE, 2, 1)
        return np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2") / 32768


def test_silence_ends_it_and_the_action_gets_the_recording(world):
    """timeout seconds of silence end it; the action gets RecordingUrl RecordingDuration Digits; verbs after it are not reached."""
    caller = world.call(f'<Record action="/recorded" timeout="1" playBeep="false"/>{AFTER}')
    caller.says(VOICE)
    values = world.app.wait_for("/recorded").values
    assert values["Digits"] == ""
    sound = sound_of(world, values["RecordingUrl"])
    assert values["RecordingDuration"] == str(round(len(sound) / RATE))
    assert clarity(sound, VOICE) > 0.95
    caller.hears_of("ended")
    assert not world.app.asked("/after")


@pytest.mark.parametrize("ending", [".wav", ""])
def test_the_sound_is_there_with_and_without_wav(world, ending):
    caller = world.call('<Record action="/recorded" playBeep="false"/>')
    caller.says(VOICE)
    caller.has_heard(1.7)
    caller.presses("#")
    values = world.app.wait_for("/recorded").values
    assert len(sound_of(world, values["RecordingUrl"] + ending)) > RATE


def test_a_key_of_finish_on_key_ends_it(world):
    """finishOnKey(1234567890*#): only a key of it ends; Digits is that key."""
    caller = world.call(f'<Record action="/recorded" finishOnKey="#" timeout="0" playBeep="false"/>{AFTER}')
    caller.says(VOICE)
    caller.has_heard(0.6)
    caller.presses("5")
    caller.has_heard(0.8)
    assert not world.app.asked("/recorded")
    caller.presses("#")
    assert world.app.wait_for("/recorded").values["Digits"] == "#"


def test_max_length_ends_it(world):
    """maxLength seconds end it, also in the middle of speech."""
    caller = world.call(f'<Record action="/recorded" maxLength="1" playBeep="false"/>{AFTER}')
    caller.says(chirps(12, 3.0))
    values = world.app.wait_for("/recorded").values
    assert values["RecordingDuration"] == "1"
    assert len(sound_of(world, values["RecordingUrl"])) <= RATE


def test_a_beep_is_heard_first_and_is_not_on_the_recording(world):
    """playBeep(true)."""
    caller = world.call('<Record action="/recorded" timeout="0" finishOnKey="1"/>')
    beep = 0.25 * np.sin(2 * np.pi * 1000 * np.arange(int(0.3 * RATE)) / RATE)
    assert alignment(caller.has_heard(0.5), beep)[1] > 0.9
    caller.says(VOICE)
    caller.has_heard(1.7)
    caller.presses("1")
    sound = sound_of(world, world.app.wait_for("/recorded").values["RecordingUrl"])
    assert abs(alignment(sound, beep)[1]) < 0.3


def test_hang_up_tells_the_action_and_ignores_its_answer(world):
    """Digits is `hangup` when the caller hung up; one completed status callback."""
    world.app.answers["/recorded"] = "<Redirect>/after</Redirect>"
    caller = world.call(f'<Record action="/recorded" playBeep="false"/>{AFTER}')
    caller.says(VOICE)
    caller.has_heard(1.7)
    caller.hangs_up()
    values = world.app.wait_for("/recorded").values
    assert (values["Digits"], values["CallStatus"]) == ("hangup", "completed")
    assert clarity(sound_of(world, values["RecordingUrl"]), VOICE) > 0.95
    world.final(caller)
    assert len(world.app.asked("/status")) == 1
    assert not world.app.asked("/after")


def test_when_nobody_speaks_the_next_verb_follows(world):
    """A caller who says nothing leaves no recording: the verb ends by its time-out and falls through."""
    world.call(f'<Record action="/recorded" timeout="1" playBeep="false"/>{AFTER}')
    world.app.wait_for("/after")
    assert not world.app.asked("/recorded")
    assert world.client.recordings.list() == []


def test_silence_before_and_after_is_trimmed_unless_it_is_asked_for(world):
    """trim (trim-silence): what is kept begins and ends with the voice."""
    caller = world.call('<Record action="/recorded" trim="do-not-trim" timeout="1" playBeep="false"/>')
    caller.says(np.concatenate([np.zeros(RATE // 2), VOICE]))
    whole = sound_of(world, world.app.wait_for("/recorded").values["RecordingUrl"])
    assert alignment(whole, VOICE)[0] > 0.4 * RATE
    assert len(whole) > 2.4 * RATE


def test_the_recording_status_callback_is_told_once(world):
    caller = world.call(
        '<Record action="/recorded" maxLength="1" playBeep="false" recordingStatusCallback="/recording" '
        'recordingStatusCallbackEvent="in-progress completed"/>'
    )
    caller.says(VOICE)
    done = world.app.wait_for("/recording", RecordingStatus="completed").values
    assert (done["CallSid"], done["RecordingSource"], done["RecordingChannels"]) == (caller.call, "RecordVerb", "1")
    assert [w.values["RecordingStatus"] for w in world.app.asked("/recording")] == ["in-progress", "completed"]


def test_without_an_action_the_same_document_is_asked_again(world):
    caller = world.call('<Record maxLength="1" playBeep="false"/>')
    caller.says(VOICE)
    assert "RecordingUrl" in world.app.wait_for("/voice", 2).values


def test_a_recording_can_be_played_back_to_the_caller(world):
    """The carrier plays its own recording, whose address asks others for a password."""
    caller = world.call('<Record action="/recorded" timeout="0" finishOnKey="1" playBeep="false"/>')
    world.app.answers["/recorded"] = lambda webhook: xml(
        f"<Play>{webhook.values['RecordingUrl']}</Play><Redirect>/last</Redirect>"
    )
    caller.says(VOICE)
    caller.has_heard(1.7)
    caller.presses("1")
    world.app.wait_for("/last")
    assert clarity(caller.heard, VOICE) > 0.95
    url = world.app.asked("/recorded")[0].values["RecordingUrl"]
    assert world.rest("GET", url.split(world.settings.account_sid, 1)[1], auth=("x", "y")).status_code == 401
