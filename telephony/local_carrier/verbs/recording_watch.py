"""When a <Record> is over: pure bookkeeping of loudness, keys and length."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from telephony.audio import frames, loudness

LOUD = 250
MARGIN_FRAMES = 10


class Over(enum.Enum):
    """Why the recording ended."""

    SILENCE = "silence"
    KEY = "key"
    LENGTH = "length"


@dataclass
class RecordingWatch:
    """Fed with the caller's 20 ms frames and keys. `timeout_s` 0 = silence never ends it."""

    timeout_s: int
    max_length_s: int
    finish_on: str
    taken: int = 0
    first_loud: int | None = None
    last_loud: int = -1
    key: str = ""
    over: Over | None = None

    def take_frame(self, frame: bytes) -> None:
        if loudness(frame) >= LOUD:
            self.first_loud = self.taken if self.first_loud is None else self.first_loud
            self.last_loud = self.taken
        self.taken += 1
        quiet = self.taken - 1 - self.last_loud
        if self.taken >= frames(self.max_length_s):
            self.over = self.over or Over.LENGTH
        elif self.timeout_s and quiet >= frames(self.timeout_s):
            self.over = self.over or Over.SILENCE

    def take_key(self, key: str) -> None:
        if key in self.finish_on and self.over is None:
            self.key, self.over = key, Over.KEY

    @property
    def empty(self) -> bool:
        """Nobody has spoken."""
        return self.first_loud is None

    @property
    def spoken_span(self) -> tuple[int, int]:
        """The frames from first to last speech, with a margin; everything when nobody spoke."""
        if self.first_loud is None:
            return 0, self.taken
        return max(0, self.first_loud - MARGIN_FRAMES), self.last_loud + 1 + MARGIN_FRAMES
