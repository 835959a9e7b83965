"""A WAV file that grows while a leg is up: 16-bit PCM, 8 kHz, one or two channels; whole up to the last second."""

from __future__ import annotations

import audioop
import os
import wave
from pathlib import Path

from telephony.audio import FRAME_BYTES, RATE, WIDTH, mix, to_linear

FLUSH_FRAMES = 50


class SoundFile:
    """`frames` counts what was written, 20 ms each. Every method may raise OSError."""

    def __init__(self, path: Path, channels: int):
        self.path, self.channels = path, channels
        self.frames = 0
        self.pending: list[bytes] = []
        self.stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        self.wav = wave.open(self.stream, "wb")  # noqa: SIM115  closed by close()
        self.wav.setparams((channels, WIDTH, RATE, 0, "NONE", "not compressed"))

    def write(self, *tracks: bytes) -> None:
        """One mu-law frame of each track; two channels take two, one channel takes their sum."""
        if self.channels == 2:
            left, right = (to_linear(track) for track in tracks)
            linear = audioop.add(audioop.tostereo(left, WIDTH, 1, 0), audioop.tostereo(right, WIDTH, 0, 1), WIDTH)
        else:
            linear = to_linear(mix(tracks))
        self.pending.append(linear)
        self.frames += 1
        if len(self.pending) >= FLUSH_FRAMES:
            self._flush()

    def _flush(self) -> None:
        self.wav.writeframes(b"".join(self.pending))
        self.pending.clear()

    def close(self, first: int = 0, last: int | None = None) -> None:
        """Only frames `first` to before `last` stay."""
        self._flush()
        self.wav.close()
        self.stream.close()
        end = self.frames if last is None else min(last, self.frames)
        if first > 0 or end < self.frames:
            self._cut(first, end)

    def _cut(self, first: int, end: int) -> None:
        with wave.open(str(self.path), "rb") as wav:
            wav.setpos(first * FRAME_BYTES)
            kept = wav.readframes((end - first) * FRAME_BYTES)
        with self.path.open("wb") as stream, wave.open(stream, "wb") as out:
            out.setparams((self.channels, WIDTH, RATE, 0, "NONE", "not compressed"))
            out.writeframes(kept)
        self.frames = end - first
