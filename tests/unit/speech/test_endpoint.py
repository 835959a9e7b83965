"""Times are counted in chunks of 32 ms that the scripted detector judges one by one."""

from hypothesis import given
from hypothesis import strategies as st

from telephony import audio
from telephony.speech.endpoint import CHUNK_BYTES, CHUNK_S, HANG_OVER_NUMERIC_S, Ended, Endpointer, Started


def decisions(judged: list[float], hang_over_s: float = 0.5, frame: int = 160) -> list[tuple[int, object]]:
    """Each decision with the number of the frame after which it fell."""
    script = iter(judged)
    pointer = Endpointer(hang_over_s, lambda chunk: next(script))
    sound = b"\xff" * (len(judged) * CHUNK_BYTES)
    found = []
    for number, start in enumerate(range(0, len(sound), frame)):
        found += [(number, decision) for decision in pointer.feed(sound[start : start + frame])]
    return found


def test_speech_begins_after_three_likely_chunks_and_ends_after_the_hang_over():
    (start, started), (end, ended) = decisions([0.0] * 20 + [0.9] * 10 + [0.0] * 20)
    assert started == Started() and isinstance(ended, Ended)
    assert 0.7 <= start * 0.02 <= 0.76
    assert 0.48 <= end * 0.02 - 30 * CHUNK_S <= 0.56


def test_the_utterance_holds_a_little_before_and_all_of_the_speech():
    ended = decisions([0.0] * 20 + [0.9] * 10 + [0.0] * 20)[-1][1]
    assert 0.3 + 10 * CHUNK_S + 0.48 <= audio.seconds(ended.mulaw) <= 0.45 + 10 * CHUNK_S + 0.56


def test_a_click_is_no_speech():
    assert decisions([0.0] * 10 + [0.9, 0.9] + [0.0] * 30) == []


def test_a_pause_between_digits_does_not_end_them():
    pause = round(0.7 / CHUNK_S)
    judged = [0.9] * 5 + [0.0] * pause + [0.9] * 5 + [0.0] * 40
    assert len(decisions(judged)) == 4
    assert len(decisions(judged, HANG_OVER_NUMERIC_S)) == 2


def test_a_noise_that_never_ends_is_cut_after_a_minute():
    end = decisions([0.9] * 1900)[1][0]
    assert 59.5 <= end * 0.02 <= 60.5


def test_a_second_utterance_is_heard_too():
    one = [0.9] * 6 + [0.0] * 20
    kinds = [type(decision) for _, decision in decisions(one + one)]
    assert kinds == [Started, Ended, Started, Ended]


@given(st.lists(st.floats(0, 1), max_size=120), st.integers(1, 700))
def test_beginnings_and_ends_alternate_whatever_the_frames(judged, frame):
    kinds = [type(decision) for _, decision in decisions(judged, frame=frame)]
    assert kinds == [Started, Ended] * (len(kinds) // 2) + [Started] * (len(kinds) % 2)
