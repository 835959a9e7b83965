"""When a <Record> is over."""

from hypothesis import given
from hypothesis import strategies as st

from telephony.audio import FRAME_BYTES, SILENCE, tone
from telephony.local_carrier.verbs.recording_watch import Over, RecordingWatch

LOUD = tone((400,), 0.02)[:FRAME_BYTES]


@given(st.lists(st.booleans(), max_size=200))
def test_silence_of_the_timeout_or_the_length_ends_it_and_nothing_earlier(loudness):
    watch = RecordingWatch(timeout_s=1, max_length_s=3, finish_on="#")
    quiet = 0
    for at, loud in enumerate(loudness):
        watch.take_frame(LOUD if loud else SILENCE)
        quiet = 0 if loud else quiet + 1
        if at + 1 == 150:
            assert watch.over is not None
        if watch.over is not None:
            assert watch.over is (Over.LENGTH if at + 1 == 150 else Over.SILENCE)
            assert at + 1 == 150 or quiet == 50
            break
        assert quiet < 50
    first, last = watch.spoken_span
    assert 0 <= first <= last


def test_a_timeout_of_zero_never_ends_it():
    watch = RecordingWatch(timeout_s=0, max_length_s=60, finish_on="#")
    for _ in range(2999):
        watch.take_frame(SILENCE)
    assert watch.over is None


@given(st.text("0123456789*#", max_size=8))
def test_only_a_key_of_finish_on_key_ends_it(keys):
    watch = RecordingWatch(timeout_s=5, max_length_s=60, finish_on="#5")
    for key in keys:
        watch.take_key(key)
    wanted = [key for key in keys if key in "#5"]
    assert (watch.key, watch.over) == ((wanted[0], Over.KEY) if wanted else ("", None))
