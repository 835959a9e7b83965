"""Engines that say what a test told them to; what they were asked is kept."""

from __future__ import annotations

from collections.abc import Sequence

from telephony import audio
from telephony.speech.protocol import NO_MATCH, Recognition


class ScriptedRecogniser:
    """Gives `answers` one after the other, then no-match."""

    def __init__(self, answers: Sequence[Recognition] = ()):
        self._answers = list(answers)
        self.asked: list[tuple[float, str, tuple[str, ...], bool]] = []

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        self.asked.append((audio.seconds(mulaw), language, tuple(phrases), numeric))
        return self._answers.pop(0) if self._answers else NO_MATCH

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        return


class ScriptedSynthesiser:
    """A tone, longer for a longer text."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def synthesise(self, text: str, language: str) -> bytes:
        self.asked.append((text, language))
        return audio.write_wav(audio.tone((440,), max(0.1, len(text) / 100)))
