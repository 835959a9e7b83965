"""The carrier's own short sounds, mu-law at 8 kHz."""

from __future__ import annotations

from functools import lru_cache

from telephony.audio import tone


@lru_cache(maxsize=1)
def record_beep() -> bytes:
    """Speak after this."""
    return tone((1000,), 0.3)


@lru_cache(maxsize=1)
def conference_beep() -> bytes:
    """Somebody came or left."""
    return tone((620,), 0.14, level=0.12)


@lru_cache(maxsize=1)
def out_of_order() -> bytes:
    """The special information tone: the call cannot go on."""
    return b"".join(tone((frequency,), 0.33) for frequency in (950, 1400, 1800))


@lru_cache(maxsize=1)
def ringback() -> bytes:
    """What a caller hears while the other side rings; loops."""
    return tone((440, 480), 2.0, level=0.08) + tone((), 4.0)
