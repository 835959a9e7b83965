"""Whether a synthesiser's file can be what was to be said, and several of them as one. Pure."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence

import numpy as np

from telephony.speech.protocol import SpeechError

RATES = (8000, 16000, 22050, 44100)
LEAST_S_PER_CHARACTER = 0.015
MOST_S_PER_CHARACTER = 1.2
ALLOWANCE_S = 2.0
LEAST_PEAK = 300


def check(content: bytes, text: str) -> None:
    """Raises SpeechError unless it is a mono 16-bit WAV of a plausible length for `text` and not silent."""
    rate, samples = _read(content)
    if rate not in RATES:
        raise SpeechError(f"the synthesiser wrote {rate} Hz")
    speakable = sum(character.isalnum() for character in text)
    seconds = len(samples) / rate
    if not speakable * LEAST_S_PER_CHARACTER <= seconds <= speakable * MOST_S_PER_CHARACTER + ALLOWANCE_S:
        raise SpeechError(f"the synthesiser wrote {seconds:.2f} s for {len(text)} characters")
    if speakable and (not len(samples) or int(np.abs(samples.astype(np.int32)).max()) < LEAST_PEAK):
        raise SpeechError("the synthesiser wrote silence")


def is_whole(content: bytes) -> bool:
    """Whether there is sound, and all of it that the header announces: the header is written before the sound."""
    try:
        return len(_read(content)[1]) > 0
    except SpeechError:
        return False


def join(contents: Sequence[bytes]) -> bytes:
    """WAV files of one rate, one after the other. Raises SpeechError."""
    parts = [_read(content) for content in contents]
    rates = {rate for rate, _ in parts}
    if len(rates) != 1:
        raise SpeechError(f"sound of {len(rates)} rates cannot be joined")
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rates.pop())
        wav.writeframes(b"".join(samples.tobytes() for _, samples in parts))
    return out.getvalue()


def _read(content: bytes) -> tuple[int, np.ndarray]:
    try:
        with wave.open(io.BytesIO(content)) as wav:
            if (wav.getnchannels(), wav.getsampwidth()) != (1, 2):
                raise SpeechError("the synthesiser did not write mono 16-bit sound")
            sound = wav.readframes(wav.getnframes())
            if len(sound) != wav.getnframes() * wav.getsampwidth():
                raise SpeechError("the synthesiser's file holds less sound than it announces")
            return wav.getframerate(), np.frombuffer(sound, dtype="<i2")
    except (wave.Error, EOFError) as error:
        raise SpeechError(f"the synthesiser wrote no WAV file: {error}") from error
