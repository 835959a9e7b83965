"""The default recogniser: Whisper asked how probable each expected phrase is, never what it would write by itself.

The evidence of a phrase is log P(phrase | sound) - log P(phrase | quiet noise): without the second term short and
common phrases win. What speech that was not expected reaches is known from calibration and competes as background.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from telephony import audio
from telephony.speech import pocketsphinx_jsgf, spoken_digits, whisper_weights
from telephony.speech.confidence import Calibration, choose
from telephony.speech.protocol import NO_MATCH, Recognition, base_language
from telephony.speech.shortlist import shortlist
from telephony.speech.whisper_model import Encoded, WhisperModel

CALIBRATION = Calibration(background=3.5, sharpness=0.6)
NOISE_S, NOISE_LEVEL, NOISE_SEED = 2.0, 60, 5
KEPT_PRIORS = 20000
SHORTEST_S = 0.15
SCORED_OUTRIGHT = 16


class Guess(Protocol):
    """A quick engine's opinion, for the shortlist."""

    def guess(self, mulaw: bytes, language: str, phrases: Sequence[str]) -> str:
        """One of the phrases, or nothing."""


class WhisperScoring:
    """A recogniser; lives in a worker process and keeps what each phrase is worth without sound."""

    def __init__(self, model: WhisperModel, guess: Guess | None = None):
        self.model = model
        self._guess = guess
        self._noise = model.encode(quiet_noise())
        self._priors: dict[tuple[str, str], float] = {}

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        language = base_language(language)
        if audio.seconds(mulaw) < SHORTEST_S:
            return NO_MATCH
        sound = self.model.encode(mulaw)
        candidates = self._worth_scoring(mulaw, sound, language, _candidates(language, phrases, numeric))
        spoken = self._digits(sound, language) if numeric else ""
        texts = [*candidates, spoken] if spoken else candidates
        if not texts:
            return NO_MATCH
        found = self.evidence(sound, language, texts)
        best, confidence = choose(found, CALIBRATION, [-self._priors[language, text] for text in texts])
        text = spoken_digits.to_digits(spoken, language) if best == len(candidates) else candidates[best]
        return Recognition(text, confidence)

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        """A part of a large grammar each time: somebody may already speak, and this process answers nobody meanwhile."""
        language = base_language(language)
        unknown = [text for text in _candidates(language, phrases, numeric) if (language, text) not in self._priors]
        self._learn(language, unknown[:SCORED_OUTRIGHT])

    def _worth_scoring(self, mulaw: bytes, sound: Encoded, language: str, phrases: list[str]) -> list[str]:
        """All of a small grammar; an exact score costs some 30 ms a phrase."""
        if len(phrases) <= SCORED_OUTRIGHT:
            return phrases
        guess = self._guess.guess(mulaw, language, phrases) if self._guess is not None else ""
        return shortlist(phrases, self.model.write_down(sound, language, phrases), guess)

    def evidence(self, sound: Encoded, language: str, texts: Sequence[str]) -> list[float]:
        """For each text, how much more probable the sound makes it (natural log)."""
        self._learn(language, texts)
        given = self.model.log_probabilities(sound, language, [written(text) for text in texts])
        return [found - self._priors[language, text] for found, text in zip(given, texts, strict=True)]

    def _learn(self, language: str, texts: Sequence[str]) -> None:
        unknown = [text for text in texts if (language, text) not in self._priors]
        if len(self._priors) > KEPT_PRIORS:
            self._priors.clear()
            unknown = list(texts)
        without = self.model.log_probabilities(self._noise, language, [written(text) for text in unknown])
        self._priors.update({(language, text): value for text, value in zip(unknown, without, strict=True)})

    def _digits(self, sound: Encoded, language: str) -> str:
        words = spoken_digits.words(language)
        return self.model.write_down(sound, language, words) if words else ""


def _candidates(language: str, phrases: Sequence[str], numeric: bool) -> list[str]:
    return list(dict.fromkeys(spoken_digits.without_digits(phrases, language) if numeric else phrases))


def written(phrase: str) -> str:
    """As the model would write it down: without the marks that a grammar may carry."""
    return " ".join(phrase.replace("-", " ").split())


def quiet_noise() -> bytes:
    """The sound of a line on which nobody speaks, always the same."""
    noise = np.random.default_rng(NOISE_SEED).standard_normal(int(NOISE_S * audio.RATE)) * NOISE_LEVEL
    return audio.to_mulaw(noise.astype("<i2").tobytes())


def make(models: Path, threads: int) -> WhisperScoring:
    """Loads the weights below the folder `models`. Raises SpeechError."""
    guess = pocketsphinx_jsgf.make() if find_spec("pocketsphinx") is not None else None
    return WhisperScoring(WhisperModel(whisper_weights.prepare(models), threads), guess)
