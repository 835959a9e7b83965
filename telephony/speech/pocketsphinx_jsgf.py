"""The light recogniser: PocketSphinx with the question's phrases as grammar; the English acoustic model serves both languages.

Its confidence compares the grammar's best path with a loop of any phones over the same sound.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from telephony import audio
from telephony.speech import pronunciation, spoken_digits
from telephony.speech.jsgf import grammar
from telephony.speech.protocol import NO_MATCH, Recognition, SpeechError, base_language

RATE = 16000
SEARCH, ANY_PHONES = "question", "phones"
SHORTEST_S = 0.15
NOT_SPOKEN = ("<s>", "</s>", "<sil>", "SIL", "(NULL)")
FLOOR = 1e-300
HALF_SURE, STEEPNESS = -4.4, 1.26


class PocketSphinxJsgf:
    """A recogniser; lives in a worker process."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder, get_model_path

        self._decoder: Any = Decoder(
            hmm=get_model_path("en-us/en-us"),
            dict=get_model_path("en-us/cmudict-en-us.dict"),
            lm=None,
            loglevel="FATAL",
        )
        self._decoder.add_allphone_file(ANY_PHONES, get_model_path("en-us/en-us-phone.lm.bin"))
        self._names: dict[tuple[str, str], str] = {}

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        language = base_language(language)
        linear = audio.resample(audio.to_linear(mulaw), audio.RATE, RATE)
        text = self._best(linear, language, phrases, numeric)
        if not text:
            return NO_MATCH
        return Recognition(text, confidence(self._fit() - self._any_phones(linear)))

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        return

    def _best(self, linear: bytes, language: str, phrases: Sequence[str], numeric: bool) -> str:
        if language not in pronunciation.NAMES:
            raise SpeechError(f"the recogniser does not know the language {language[:20]!r}", retryable=False)
        sentences = {phrase: pronunciation.words(phrase, language) for phrase in phrases}
        digit_words = spoken_digits.words(language) if numeric else ()
        if len(linear) < SHORTEST_S * RATE * audio.WIDTH or not (any(sentences.values()) or digit_words):
            return ""
        said = self._decode(linear, language, list(sentences.values()), digit_words)
        phrase = next((phrase for phrase, words in sentences.items() if said and words == said), None)
        return phrase or spoken_digits.to_digits(" ".join(said), language)

    def _decode(
        self, linear: bytes, language: str, sentences: Sequence[Sequence[str]], digit_words: Sequence[str]
    ) -> list[str]:
        """Words as spoken; none when the grammar has no path through the sound."""
        spoken = [[self._known(word, language) for word in words] for words in sentences]
        self._decoder.add_jsgf_string(SEARCH, grammar(spoken, [self._known(word, language) for word in digit_words]))
        hypothesis = self._run(SEARCH, linear)
        words = hypothesis.hypstr.split() if hypothesis is not None and hypothesis.hypstr else []
        return [word.split("__")[0].split("(")[0] for word in words]

    def _any_phones(self, linear: bytes) -> float:
        self._run(ANY_PHONES, linear)
        return self._fit()

    def _fit(self) -> float:
        """How well the last path fits: mean log-likelihood of a frame, relative to the best senones', without the silences."""
        segments = [each for each in self._decoder.seg() or () if each.word not in NOT_SPOKEN]
        frames = sum(each.end_frame - each.start_frame + 1 for each in segments)
        fit: float = sum(math.log(max(each.ascore, FLOOR)) for each in segments) / max(1, frames)
        return fit

    def _run(self, search: str, linear: bytes) -> Any:
        self._decoder.activate_search(search)
        self._decoder.start_utt()
        self._decoder.process_raw(linear, full_utt=True)
        self._decoder.end_utt()
        return self._decoder.hyp()

    def _known(self, word: str, language: str) -> str:
        """The dictionary's name of a word; words that it lacks are added at first use."""
        if (language, word) not in self._names:
            self._names[language, word] = self._add(word, language)
        return self._names[language, word]

    def _add(self, word: str, language: str) -> str:
        if language == "en" and not pronunciation.is_spelled(word) and self._decoder.lookup_word(word):
            return word
        name = f"{word}__{language}"
        ways = (
            [pronunciation.spelled(word, language)]
            if pronunciation.is_spelled(word)
            else pronunciation.indonesian(word)
        )
        for number, phones in enumerate(ways):
            self._decoder.add_word(name if number == 0 else f"{name}({number + 1})", phones, True)
        return name


def confidence(advantage: float) -> float:
    """From the grammar's fit minus that of any phones (natural log a frame); constants from tests/speech/calibrate.py."""
    return 1.0 / (1.0 + math.exp(-STEEPNESS * (advantage - HALF_SURE)))


def make() -> PocketSphinxJsgf:
    return PocketSphinxJsgf()
