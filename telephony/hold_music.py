"""Music for callers who wait, as long as it is asked for."""

from functools import cache, lru_cache
from itertools import cycle, islice
from pathlib import Path

from telephony import audio

MUSIC = Path(__file__).parent / "sounds" / "hold_music.wav"
SHORTEST_S, LONGEST_S = 5, 120


@lru_cache(maxsize=8)
def of_length(seconds: int) -> bytes:
    """A WAV file of `seconds`, from 5 to 120; anything else gives the piece as it is. It begins anew where it is too short."""
    piece = _piece()
    if not SHORTEST_S <= seconds <= LONGEST_S:
        return audio.write_wav(piece)
    return audio.write_wav(bytes(islice(cycle(piece), seconds * audio.RATE)))


@cache
def _piece() -> bytes:
    return audio.read_wav(MUSIC.read_bytes())
