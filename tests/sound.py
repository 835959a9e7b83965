"""Speech-like test sounds, and how alike two sounds are."""

import io
import wave

import numpy as np

RATE = 8000


def chirps(seed: int, seconds: float) -> np.ndarray:
    """Band-limited, syllable-paced noise, -1..1 at 8 kHz; two seeds do not correlate."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(random.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(frequency < 300) | (frequency > 2500)] = 0
    sound = np.fft.irfft(spectrum, count)
    pace = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * np.arange(count) / RATE + seed)
    sound *= pace
    return 0.5 * sound / np.abs(sound).max()


def to_wav(samples: np.ndarray, rate: int = RATE) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()


FINE = 4


def finer(samples: np.ndarray) -> np.ndarray:
    """Four times as many samples, so that sounds are compared between samples too."""
    spectrum = np.fft.rfft(samples)
    wide = np.zeros(FINE * len(samples) // 2 + 1, dtype=complex)
    wide[: len(spectrum)] = spectrum
    return np.fft.irfft(wide, FINE * len(samples)) * FINE


def alignment(heard: np.ndarray, said: np.ndarray) -> tuple[int, float]:
    """Where `said` begins in `heard` (samples), and the normalised correlation of the whole there, -1..1."""
    heard, said = finer(heard), finer(said)
    size = 1 << (len(heard) + len(said)).bit_length()
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size))
    correlation = np.fft.irfft(product, size)[: len(heard)]
    at = int(np.argmax(np.abs(correlation)))
    return at // FINE, similarity(heard[at : at + len(said)], said)


def similarity(a: np.ndarray, b: np.ndarray) -> float:
    length = min(len(a), len(b))
    a, b = a[:length], b[:length]
    norm = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / norm) if norm else 0.0


def windows(heard: np.ndarray, said: np.ndarray, seconds: float = 0.25, play_s: float = 0.04) -> list[float]:
    """The correlation of each window after one common alignment, leaving `play_s` for clocks and for late frames."""
    at, _ = alignment(heard, said)
    step = int(seconds * RATE)
    play = int(play_s * RATE)
    found = []
    for start in range(0, len(said) - step, step):
        near = heard[max(0, at + start - play) : at + start + step + play]
        found.append(alignment(near, said[start : start + step])[1] if len(near) >= step else 0.0)
    return found
