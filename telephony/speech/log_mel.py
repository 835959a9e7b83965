"""Log-mel features as Whisper was trained on: 80 bands, 25 ms windows each 10 ms, of sound at 16 kHz. Pure.

Filters: the Slaney mel scale with unit area, as the published model's own (github.com/openai/whisper, audio.py).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from telephony import audio

RATE = 16000
BANDS = 80
WINDOW = 400
HOP = 160
FRAMES_A_SECOND = RATE // HOP
LONGEST_S = 30

Floats = NDArray[np.float32]


def features(mulaw: bytes, seconds: float) -> Floats:
    """Shape (80, 100 * seconds): the sound filled up with silence, or cut, to `seconds` (<= 30)."""
    samples = np.frombuffer(audio.resample(audio.to_linear(mulaw), audio.RATE, RATE), dtype="<i2")
    length = int(min(seconds, LONGEST_S) * RATE)
    sound = np.zeros(length)
    sound[: len(samples)] = samples[:length] / 32768.0
    padded = np.pad(sound, WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:-1]
    power = np.abs(np.fft.rfft(frames * _window())) ** 2
    level = np.log10(np.maximum(filters() @ power.T, 1e-10))
    level = np.maximum(level, level.max() - 8.0)
    return np.ascontiguousarray((level + 4.0) / 4.0, dtype=np.float32)


def _window() -> NDArray[np.float64]:
    return np.hanning(WINDOW + 1)[:-1]


@cache
def filters() -> NDArray[np.float64]:
    """Shape (80, 201): the weight of each frequency in each band."""
    frequencies = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    edges = _to_hertz(np.linspace(0, _to_mel(RATE / 2), BANDS + 2))
    rising = (frequencies[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - frequencies[None]) / np.diff(edges)[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None])


LINEAR_HZ, LINEAR_MEL, LOG_STEP = 1000.0, 15.0, np.log(6.4) / 27.0


def _to_mel(hertz: float) -> float:
    """For frequencies above 1 kHz, where the scale is logarithmic."""
    return LINEAR_MEL + float(np.log(hertz / LINEAR_HZ) / LOG_STEP)


def _to_hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = mel * LINEAR_HZ / LINEAR_MEL
    return np.where(mel < LINEAR_MEL, linear, LINEAR_HZ * np.exp((mel - LINEAR_MEL) * LOG_STEP))
