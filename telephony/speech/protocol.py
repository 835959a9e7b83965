"""What every engine promises.

*mu-law* is 8 kHz mono, one byte a sample; a *language* is "id", "en" or a longer tag such as "id-ID".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class SpeechError(Exception):
    """An engine or the service could not do it; the text says why, and `retryable` whether another try may succeed."""

    def __init__(self, text: str, retryable: bool = True):
        super().__init__(text)
        self.retryable = retryable


@dataclass(frozen=True)
class Recognition:
    """What was understood, and how surely (0..1, None where an engine cannot tell). An empty text is a no-match."""

    text: str
    confidence: float | None = None


NO_MATCH = Recognition("", None)


class Recogniser(Protocol):
    """Hears one utterance against what is expected at this point of the dialogue."""

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        """The text is one of `phrases` as given, or with `numeric` a string of digits. Raises SpeechError."""

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        """Does ahead, while the prompt is still heard, what `recognise` needs for these phrases."""


class Synthesiser(Protocol):
    def synthesise(self, text: str, language: str) -> bytes:
        """A mono 16-bit WAV file. Raises SpeechError."""


def base_language(tag: str) -> str:
    """The language of a tag, in lower case: "id-ID" -> "id"."""
    return tag.replace("_", "-").split("-")[0].lower()
