"""pyttsx3 as it can be trusted: one engine in one process, one sentence a run. Runs in the synthesis child only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from telephony.speech import espeak_library
from telephony.speech.protocol import SpeechError


def make(folder: Path) -> Callable[[str, str, int], bytes]:
    """The function that speaks (text, voice name, words a minute) -> WAV; it writes in `folder`. Raises SpeechError."""
    espeak_library.preload()
    import pyttsx3

    try:
        engine = pyttsx3.init("espeak")
    except (RuntimeError, OSError) as error:
        raise SpeechError(f"pyttsx3 does not start: {error}", retryable=False) from error
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def speak(text: str, voice: str, rate: int) -> bytes:
        return _speak(engine, folder / "sentence.wav", text, voice, rate)

    return speak


def _speak(engine: Any, file: Path, text: str, voice: str, rate: int) -> bytes:
    file.unlink(missing_ok=True)
    try:
        engine.setProperty("voice", voice)
        engine.setProperty("rate", rate)
        engine.save_to_file(text, str(file))
        with contextlib.redirect_stdout(None):
            engine.runAndWait()
        return file.read_bytes()
    except (RuntimeError, ValueError, OSError) as error:
        raise SpeechError(f"pyttsx3 did not write the sentence: {error}") from error
    finally:
        file.unlink(missing_ok=True)
