"""Vosk with a model of one's own for a language: a directory, or the name of a published model; the node's phrases are its grammar."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from telephony import audio
from telephony.speech import spoken_digits
from telephony.speech.protocol import NO_MATCH, Recognition, SpeechError, base_language

UNKNOWN = "[unk]"


class VoskEngine:
    """A recogniser of the languages in `models` (language -> directory or name); lives in a worker process."""

    def __init__(self, models: Mapping[str, str]):
        import vosk

        vosk.SetLogLevel(-1)
        self._new_recogniser: Any = vosk.KaldiRecognizer
        self._models = {language: _load(vosk, where) for language, where in models.items()}

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        language = base_language(language)
        recogniser = self._new_recogniser(self._model(language), audio.RATE, self._grammar(language, phrases, numeric))
        recogniser.SetWords(True)
        recogniser.AcceptWaveform(audio.to_linear(mulaw))
        return self._read(json.loads(recogniser.FinalResult()), language, phrases, numeric)

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        return

    def _model(self, language: str) -> Any:
        if language not in self._models:
            raise SpeechError(f"no Vosk model is configured for {language[:20]!r}", retryable=False)
        return self._models[language]

    def _grammar(self, language: str, phrases: Sequence[str], numeric: bool) -> str:
        digits = spoken_digits.words(language) if numeric else ()
        known = [phrase for phrase in map(_spoken, phrases) if self._knows(language, phrase)]
        unknown = [UNKNOWN] if self._models[language].vosk_model_find_word(UNKNOWN) >= 0 else []
        return json.dumps([*known, *digits, *unknown], ensure_ascii=False)

    def _knows(self, language: str, phrase: str) -> bool:
        """A word that the model lacks would silently vanish from the grammar and leave another sentence."""
        return all(self._models[language].vosk_model_find_word(word) >= 0 for word in phrase.split())

    def _read(self, result: Mapping[str, Any], language: str, phrases: Sequence[str], numeric: bool) -> Recognition:
        said = str(result.get("text", "")).replace(UNKNOWN, "").strip()
        if not said:
            return NO_MATCH
        words = result.get("result", ())
        confidence = min((float(word["conf"]) for word in words), default=None)
        phrase = next((phrase for phrase in phrases if _spoken(phrase) == said), None)
        if phrase is None and numeric:
            phrase = spoken_digits.to_digits(said, language)
        return Recognition(phrase or "", confidence)


def _spoken(phrase: str) -> str:
    return " ".join(phrase.lower().replace("-", " ").split())


def _load(vosk: Any, where: str) -> Any:
    if Path(where).is_dir() and not (Path(where) / "am").is_dir():
        raise SpeechError(f"the folder {where!r} holds no Vosk model", retryable=False)
    try:
        return vosk.Model(where) if Path(where).is_dir() else vosk.Model(model_name=where)
    except SystemExit as error:
        raise SpeechError(f"there is no published Vosk model of the name {where!r}", retryable=False) from error


def make(models: Mapping[str, str]) -> VoskEngine:
    """Raises SpeechError."""
    return VoskEngine(models)
