"""Hold music made here, so that nothing has to be licensed: a slow four-chord figure, quiet, 19.2 s."""

from __future__ import annotations

import math
import struct
from functools import lru_cache

from telephony.audio import RATE, to_mulaw

CHORDS = ((261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))
NOTE_S = 0.4
NOTES_PER_CHORD = 12
PATTERN = (0, 1, 2, 1)
PEAK = 2600


@lru_cache(maxsize=1)
def hold_music() -> bytes:
    """Mu-law at 8 kHz; loops without a click, each note fades to nothing."""
    notes = (chord[PATTERN[i % len(PATTERN)]] for chord in CHORDS for i in range(NOTES_PER_CHORD))
    return b"".join(_note(frequency) for frequency in notes)


def _note(frequency: float) -> bytes:
    count = int(NOTE_S * RATE)
    samples = []
    for i in range(count):
        envelope = min(1.0, i / 80) * (1 - i / count) ** 1.5
        samples.append(int(PEAK * envelope * math.sin(2 * math.pi * frequency * i / RATE)))
    return to_mulaw(struct.pack(f"<{count}h", *samples))
