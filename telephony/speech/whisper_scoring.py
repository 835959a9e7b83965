"""The default recogniser: Whisper asked how probable each expected phrase is, never what it would write by itself.

The evidence of a phrase is log P(phrase | sound) - log P(phrase | quiet noise): without the second term short and
common phrases win. What speech that was not expected reaches is known from calibration and competes as background. The
light recogniser errs otherwise than this one: what it hears adds to the evidence of that phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np

from telephony import audio
from telephony.speech import pocketsphinx_jsgf, spoken_digits, whisper_weights
from telephony.speech.confidence import Calibration, choose
from telephony.speech.protocol import NO_MATCH, Recognition, base_language
from telephony.speech.shortlist import shortlist
from telephony.speech.whisper_model import Encoded, WhisperModel

CALIBRATION = Calibration(background=3.5, sharpness=0.6)
NOISE_S, NOISE_LEVEL, NOISE_SEED = 2.0, 300, 5
KEPT_PRIORS = 20000
SHORTEST_S = 0.15
SCORED_OUTRIGHT, LEARNT_AT_ONCE = 16, 64
SCORING_S, PHRASE_S = 0.6, 0.03
PACE_KEPT = 0.8
SECOND_EAR = 5.0


class SecondEar(Protocol):
    """A quick recogniser of another kind."""

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str]) -> Recognition: ...


class WhisperScoring:
    """A recogniser; lives in a worker process and keeps what each phrase is worth without sound."""

    def __init__(self, model: WhisperModel, second_ear: SecondEar | None = None):
        self.model = model
        self._second_ear = second_ear
        self._noise = model.encode(quiet_noise())
        self._priors: dict[tuple[str, str], float] = {}
        self._phrase_s = PHRASE_S

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        language = base_language(language)
        if audio.seconds(mulaw) < SHORTEST_S:
            return NO_MATCH
        sound = self.model.encode(mulaw)
        expected = _candidates(language, phrases, numeric)
        also = self._second_ear.recognise(mulaw, language, expected) if self._second_ear and expected else NO_MATCH
        candidates = self._worth_scoring(sound, language, expected, also.text)
        spoken = self._digits(sound, language) if numeric else ""
        texts = [*candidates, spoken] if spoken else candidates
        if not texts:
            return NO_MATCH
        found = self.evidence(sound, language, texts)
        if also.text in candidates:
            found[candidates.index(also.text)] += SECOND_EAR * (also.confidence or 0.0)
        best, confidence = choose(found, CALIBRATION, [-self._priors[language, text] for text in texts])
        text = spoken_digits.to_digits(spoken, language) if best == len(candidates) else candidates[best]
        return Recognition(text, confidence)

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        """A part of a large grammar each time: somebody may already speak, and this process answers nobody meanwhile."""
        language = base_language(language)
        unknown = [text for text in _candidates(language, phrases, numeric) if (language, text) not in self._priors]
        self._learn(language, unknown[:LEARNT_AT_ONCE])

    def _worth_scoring(self, sound: Encoded, language: str, phrases: list[str], guess: str) -> list[str]:
        """All of a grammar that this machine can score in `SCORING_S`, judged by its pace so far; else the likely ones."""
        if len(phrases) <= max(SCORED_OUTRIGHT, int(SCORING_S / self._phrase_s)):
            return phrases
        return shortlist(phrases, self.model.write_down(sound, language, phrases), guess)

    def evidence(self, sound: Encoded, language: str, texts: Sequence[str]) -> list[float]:
        """For each text, how much more probable the sound makes it (natural log)."""
        self._learn(language, texts)
        began = perf_counter()
        given = self.model.log_probabilities(sound, language, [written(text) for text in texts])
        self._keep_pace((perf_counter() - began) / max(1, len(texts)))
        return [found - self._priors[language, text] for found, text in zip(given, texts, strict=True)]

    def _keep_pace(self, phrase_s: float) -> None:
        self._phrase_s = PACE_KEPT * self._phrase_s + (1 - PACE_KEPT) * phrase_s

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
    second_ear = pocketsphinx_jsgf.make() if find_spec("pocketsphinx") is not None else None
    return WhisperScoring(WhisperModel(whisper_weights.prepare(models), threads), second_ear)
