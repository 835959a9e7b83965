"""pyttsx3 as it can be trusted: one engine in one process, one sentence a run. Runs in the synthesis child only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from telephony.speech import espeak_library
from telephony.speech.protocol import SpeechError
from telephony.speech.spoken_wav import is_whole

LATE_S = 2.0
LOOK_S = 0.005


def make(folder: Path) -> Callable[[str, str, int], bytes]:
    """The function that speaks (text, voice name, words a minute) -> WAV; it writes in `folder`. Raises SpeechError."""
    espeak_library.preload()
    import pyttsx3

    try:
        engine = pyttsx3.init("espeak")
    except (RuntimeError, OSError) as error:
        raise SpeechError(f"pyttsx3 does not start: {error}", retryable=False) from error
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    numbers = count()

    def speak(text: str, voice: str, rate: int) -> bytes:
        # A name of its own: a sentence that is written late must never be taken for the next one.
        return _speak(engine, folder / f"sentence-{next(numbers)}.wav", text, voice, rate)

    return speak


def _speak(engine: Any, file: Path, text: str, voice: str, rate: int) -> bytes:
    try:
        engine.setProperty("voice", voice)
        engine.setProperty("rate", rate)
        engine.save_to_file(text, str(file))
        with contextlib.redirect_stdout(None):
            engine.runAndWait()
        return _written(file)
    except (RuntimeError, ValueError, OSError) as error:
        raise SpeechError(f"pyttsx3 did not write the sentence: {error}") from error
    finally:
        file.unlink(missing_ok=True)


def _written(file: Path) -> bytes:
    """The library's own thread writes the file, and on a busy machine after the run has ended. Raises OSError."""
    until = monotonic() + LATE_S
    content = b""
    while not is_whole(content) and monotonic() < until:
        sleep(LOOK_S)
        content = file.read_bytes() if file.exists() else b""
    if not content:
        raise OSError(f"no file after {LATE_S} s")
    return content
