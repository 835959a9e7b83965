"""The synthesiser: sentence by sentence, from the cache or from one worker process; each file is judged before it is kept."""

from __future__ import annotations

import logging
from functools import partial

from telephony.speech import pyttsx3_engine, spoken_wav
from telephony.speech.child import Child
from telephony.speech.prompt_cache import PromptCache
from telephony.speech.protocol import SpeechError
from telephony.speech.speakable import sentences
from telephony.speech.voices import Voice, voice_for

log = logging.getLogger(__name__)
ATTEMPTS = 3
SENTENCE_DEADLINE_S = 10.0


class CachedSynthesis:
    """Thread-safe; blocks. `child` speaks (text, voice name, rate) -> WAV."""

    def __init__(self, cache: PromptCache, child: Child | None = None):
        self.cache = cache
        self.child = child or Child("synthesiser", partial(pyttsx3_engine.make, cache.folder / "speaking"), 30.0)

    def synthesise(self, text: str, language: str) -> bytes:
        """A WAV file of the whole text. Raises SpeechError."""
        return self.synthesise_with(text, voice_for(language))

    def synthesise_with(self, text: str, voice: Voice) -> bytes:
        """The same with a voice of one's own choice."""
        parts = [self._sentence(sentence, voice) for sentence in sentences(text)]
        if not parts:
            raise SpeechError("there is nothing to say", retryable=False)
        return spoken_wav.join(parts)

    def _sentence(self, text: str, voice: Voice) -> bytes:
        content = self.cache.get(text, voice)
        if content is None:
            content = self._speak(text, voice)
            self.cache.put(text, voice, content)
        return content

    def _speak(self, text: str, voice: Voice) -> bytes:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                content: bytes = self.child.ask(text, voice.name, voice.rate, deadline_s=SENTENCE_DEADLINE_S)
                spoken_wav.check(content, text)
                return content
            except SpeechError as error:
                if attempt == ATTEMPTS or not error.retryable:
                    raise
                log.info("synthesis, attempt %d: %s", attempt, error)
                if attempt == ATTEMPTS - 1:
                    self.child.stop()
        raise SpeechError("no attempt was made", retryable=False)
