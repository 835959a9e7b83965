"""A sentence that comes out wrong is spoken again; the worker is replaced before the last try."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import audio
from telephony.speech.child import Child
from telephony.speech.prompt_cache import PromptCache
from telephony.speech.protocol import SpeechError
from telephony.speech.spoken_wav import check, is_whole
from telephony.speech.synthesis import CachedSynthesis

GOOD = audio.write_wav(audio.tone((300,), 1.0))
EMPTY = audio.write_wav(b"")


def make(counter: Path, bad: int):
    def speak(text: str, voice: str, rate: int) -> bytes:
        with counter.open("a") as log:
            log.write(f"{text}\n")
        return EMPTY if len(counter.read_text().splitlines()) <= bad else GOOD

    return speak


@pytest.fixture
def speaking(tmp_path):
    made = []

    def start(bad: int) -> CachedSynthesis:
        child = Child("mouth", partial(make, tmp_path / "asked", bad))
        made.append(child)
        return CachedSynthesis(PromptCache(tmp_path / "prompts"), child)

    yield start
    for child in made:
        child.stop()


def test_each_sentence_is_spoken_once_and_then_comes_from_the_cache(speaking, tmp_path):
    synthesis = speaking(0)
    first = synthesis.synthesise("Halo. Apa kabar?", "id-ID")
    assert synthesis.synthesise("Halo. Apa kabar?", "id") == first
    assert (tmp_path / "asked").read_text().splitlines() == ["Halo.", "Apa kabar?"]
    assert audio.seconds(audio.read_wav(first)) == pytest.approx(2.0)


@pytest.mark.parametrize(("bad", "starts"), [(1, 1), (2, 2)])
def test_a_bad_file_is_made_again(speaking, bad, starts):
    synthesis = speaking(bad)
    assert audio.seconds(audio.read_wav(synthesis.synthesise("Halo", "id"))) == pytest.approx(1.0)
    assert synthesis.child.starts == starts


def test_after_three_bad_files_it_is_an_error_and_nothing_is_kept(speaking, tmp_path):
    with pytest.raises(SpeechError, match=r"0\.00 s"):
        speaking(3).synthesise("Halo", "id")
    assert not list((tmp_path / "prompts").glob("*.wav"))


@pytest.mark.parametrize(("text", "language"), [("...", "id"), ("Bonjour", "fr")])
def test_what_cannot_be_spoken_is_refused_at_once(speaking, text, language):
    with pytest.raises(SpeechError) as refused:
        speaking(0).synthesise(text, language)
    assert not refused.value.retryable


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"RIFF", "a"),
        (EMPTY, "a"),
        (GOOD[:-3], "halo"),
        (audio.write_wav(audio.tone((300,), 9.0)), "halo"),
        (audio.write_wav(b"\xff" * 8000), "halo"),
    ],
)
def test_an_impossible_file_is_seen(content, text):
    with pytest.raises(SpeechError):
        check(content, text)


@given(st.integers(0, len(GOOD) - 1))
def test_a_file_that_is_still_being_written_is_not_whole(written):
    assert is_whole(GOOD)
    assert not is_whole(GOOD[:written])
