"""What the service can be asked, and the check of it at the socket. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telephony import audio
from telephony.speech.protocol import SpeechError

MAX_PHRASES = 500
MAX_PHRASE = 200
MAX_SPEECH_S = 61
MAX_DEADLINE_S = 60.0


@dataclass(frozen=True)
class Expected:
    """What a recogniser is to listen for."""

    language: str
    phrases: tuple[str, ...]
    numeric: bool


def expected(header: dict[str, Any]) -> Expected:
    """Raises SpeechError."""
    phrases = header.get("phrases", [])
    if not isinstance(phrases, list) or not all(isinstance(each, str) for each in phrases):
        raise SpeechError("phrases must be a list of texts", retryable=False)
    if len(phrases) > MAX_PHRASES or any(len(each) > MAX_PHRASE for each in phrases):
        raise SpeechError(f"more than {MAX_PHRASES} phrases, or one longer than {MAX_PHRASE}", retryable=False)
    given = tuple(each for each in phrases if each.strip())
    return Expected(text(header, "language"), given, header.get("numeric") is True)


def text(header: dict[str, Any], name: str) -> str:
    """Raises SpeechError when it is missing or not a text."""
    value = header.get(name)
    if not isinstance(value, str) or not value:
        raise SpeechError(f"{name} must be a text", retryable=False)
    return value


def deadline(header: dict[str, Any], default: float) -> float:
    value = header.get("deadline_s", default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MAX_DEADLINE_S:
        raise SpeechError(f"deadline_s must be a number up to {MAX_DEADLINE_S:g}", retryable=False)
    return float(value)


def utterance(body: bytes) -> bytes:
    if audio.seconds(body) > MAX_SPEECH_S:
        raise SpeechError(f"an utterance is longer than {MAX_SPEECH_S} s", retryable=False)
    return body
