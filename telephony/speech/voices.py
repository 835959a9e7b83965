"""Which voice speaks a language, and how fast."""

from __future__ import annotations

from dataclasses import dataclass

from telephony.speech.protocol import SpeechError, base_language

PLEASANT_WPM = 145


@dataclass(frozen=True)
class Voice:
    """`name` as espeak-ng knows it (a variant follows a plus sign), `rate` in words a minute."""

    name: str
    rate: int = PLEASANT_WPM


VOICES = {"id": Voice("id"), "en": Voice("en-us")}


def voice_for(language: str) -> Voice:
    """Raises SpeechError for a language without a voice."""
    voice = VOICES.get(base_language(language))
    if voice is None:
        raise SpeechError(f"there is no voice for the language {language[:20]!r}", retryable=False)
    return voice
