"""The bookkeeping of a <Gather>, for any order of inputs."""

from hypothesis import given
from hypothesis import strategies as st

from telephony.local_carrier.verbs.gather import Gathering, Key, PromptEnded, SpeechEnded, SpeechStarted

KEYS = st.sampled_from("0123456789*#").map(Key)
EVENTS = st.one_of(
    KEYS, st.just(PromptEnded()), st.just(SpeechStarted()), st.builds(SpeechEnded, st.sampled_from(["", "ya", "tidak"]))
)
GATHERINGS = st.builds(
    Gathering,
    timeout_s=st.just(5),
    max_digits=st.integers(0, 4),
    finish_on=st.sampled_from(["", "#", "*"]),
    takes_keys=st.booleans(),
    takes_speech=st.booleans(),
)


def feed(state: Gathering, events: list) -> Gathering:
    for event in events:
        if state.done:
            break
        state.take(event)
    return state


@given(GATHERINGS, st.lists(EVENTS, max_size=12))
def test_one_modality_at_most_is_told(state, events):
    names = {name for name, _ in feed(state, events).parameters()}
    assert not {"Digits", "SpeechResult"} <= names
    assert state.takes_keys or "Digits" not in names
    assert state.takes_speech or "SpeechResult" not in names


@given(GATHERINGS, st.lists(KEYS, max_size=12))
def test_keys_are_delivered_as_pressed_up_to_the_finish_key_or_the_number(state, keys):
    pressed = "".join(key.digit for key in keys)
    expected = pressed.split(state.finish_on, 1)[0] if state.finish_on else pressed
    expected = expected[: state.max_digits] if state.max_digits else expected
    feed(state, keys)
    assert state.digits == (expected if state.takes_keys else "")
    assert state.done == (state.takes_keys and (bool(state.finished_on) or 0 < state.max_digits == len(expected)))


@given(GATHERINGS, st.lists(EVENTS, max_size=12))
def test_the_time_out_runs_only_after_the_prompt_and_input_stops_the_prompt(state, events):
    for event in events:
        stops = state.take(event)
        assert not (stops and state.prompting)
        assert (state.patience_s is None) == state.prompting
