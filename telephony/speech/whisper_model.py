"""Whisper under CTranslate2: sound in, log-probabilities of given texts or a text of allowed tokens out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from telephony import audio
from telephony.speech import log_mel
from telephony.speech.protocol import SpeechError

LANGUAGES = {"id": "<|id|>", "en": "<|en|>"}
SHORTEST_S = 2.0
TAIL_S = 0.5
MOST_TOKENS = 60
MOST_AT_ONCE = 32
FLOOR = 1e-12


class Encoded:
    """One utterance, encoded once; `frames` is its length in feature frames."""

    def __init__(self, states: np.ndarray, frames: int):
        self.states, self.frames = states, frames


class WhisperModel:
    """Not thread-safe; lives in a worker process. `threads` for one utterance."""

    def __init__(self, folder: Path, threads: int = 1):
        import ctranslate2
        import tokenizers

        self._view = ctranslate2.StorageView
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
        )
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))

    def encode(self, mulaw: bytes) -> Encoded:
        """A window as short as the sound allows: the encoder's cost grows with its length, not with the speech in it."""
        seconds = min(max(SHORTEST_S, np.ceil(audio.seconds(mulaw) + TAIL_S)), log_mel.LONGEST_S)
        features = log_mel.features(mulaw, float(seconds))
        states = self._model.encode(self._view.from_array(features[None]), to_cpu=True)
        return Encoded(np.asarray(states), features.shape[1])

    def log_probabilities(self, sound: Encoded, language: str, texts: Sequence[str]) -> list[float]:
        """Of each text, given the sound: the sum over its tokens."""
        found: list[float] = []
        for start in range(0, len(texts), MOST_AT_ONCE):
            found += self._align(sound, language, texts[start : start + MOST_AT_ONCE])
        return found

    def _align(self, sound: Encoded, language: str, texts: Sequence[str]) -> list[float]:
        tokens = [self._tokens(text) for text in texts]
        states = np.ascontiguousarray(np.repeat(sound.states, len(texts), axis=0))
        prompt = [self._id(name) for name in self._prompt(language)]
        aligned = self._model.align(self._view.from_array(states), prompt, tokens, [sound.frames] * len(texts))
        return [float(np.log(np.maximum(each.text_token_probs, FLOOR)).sum()) for each in aligned]

    def write_down(self, sound: Encoded, language: str, words: Sequence[str]) -> str:
        """The most probable text that only these words can make up, in any order and number."""
        allowed = {token for word in words for token in self._tokens(word)}
        allowed.add(self._id("<|endoftext|>"))
        suppressed = [token for token in range(self._size) if token not in allowed]
        prompt = [*self._prompt(language), "<|notimestamps|>"]
        found: Any = self._model.generate(
            self._view.from_array(sound.states), [prompt], beam_size=5, max_length=MOST_TOKENS, suppress_blank=False,
            suppress_tokens=suppressed, repetition_penalty=1.0,
        )  # fmt: skip
        return str(self._tokenizer.decode(found[0].sequences_ids[0])).strip()

    def _prompt(self, language: str) -> list[str]:
        if language not in LANGUAGES:
            raise SpeechError(f"the recogniser does not know the language {language[:20]!r}", retryable=False)
        return ["<|startoftranscript|>", LANGUAGES[language], "<|transcribe|>"]

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(f" {text}", add_special_tokens=False).ids)[:MOST_TOKENS]

    def _id(self, name: str) -> int:
        number: int | None = self._tokenizer.token_to_id(name)
        if number is None:
            raise SpeechError(f"the recogniser's vocabulary lacks {name}", retryable=False)
        return number

    @cached_property
    def _size(self) -> int:
        return int(self._tokenizer.get_vocab_size())
