"""Telephone sound: mu-law 8 kHz mono frames of 20 ms, and the ways in and out of it. Pure.

Shapes: *mu-law* is one byte a sample; *linear* is signed 16-bit little-endian, two bytes a sample.
"""

from __future__ import annotations

import audioop
import io
import math
import struct
import wave
from collections.abc import Sequence

RATE = 8000
FRAME_MS = 20
FRAME_BYTES = RATE * FRAME_MS // 1000
SILENCE = b"\xff" * FRAME_BYTES
WIDTH = 2


class AudioError(ValueError):
    """A sound that cannot be read; the text says why."""


def frames(seconds: float) -> int:
    """How many 20 ms frames cover `seconds`, rounded up."""
    return math.ceil(seconds * 1000 / FRAME_MS)


def seconds(mulaw: bytes) -> float:
    return len(mulaw) / RATE


def to_linear(mulaw: bytes) -> bytes:
    return audioop.ulaw2lin(mulaw, WIDTH)


def to_mulaw(linear: bytes) -> bytes:
    return audioop.lin2ulaw(linear, WIDTH)


def resample(linear: bytes, rate_in: int, rate_out: int) -> bytes:
    """Linear mono sound at another rate; going down it is low-passed first, so that nothing folds back."""
    if rate_in == rate_out or not linear:
        return linear
    if rate_out < rate_in:
        linear = _low_pass(linear, rate_out / rate_in)
    return audioop.ratecv(linear, WIDTH, 1, rate_in, rate_out, None)[0]


def _low_pass(linear: bytes, ratio: float, taps: int = 63) -> bytes:
    import numpy as np

    cutoff = 0.45 * ratio
    n = np.arange(taps) - (taps - 1) / 2
    kernel = 2 * cutoff * np.sinc(2 * cutoff * n) * np.hamming(taps)
    samples = np.frombuffer(linear, dtype="<i2").astype(np.float64)
    filtered = np.convolve(samples, kernel / kernel.sum(), mode="same")
    return bytes(np.clip(np.rint(filtered), -32768, 32767).astype("<i2").tobytes())


def mix(mulaw_frames: Sequence[bytes]) -> bytes:
    """The sum of mu-law frames of one length; one frame passes unchanged, none is silence."""
    if not mulaw_frames:
        return SILENCE
    if len(mulaw_frames) == 1:
        return mulaw_frames[0]
    total = to_linear(mulaw_frames[0])
    for frame in mulaw_frames[1:]:
        total = audioop.add(total, to_linear(frame), WIDTH)
    return to_mulaw(total)


def loudness(mulaw: bytes) -> int:
    """Root mean square, 0..32767."""
    return audioop.rms(to_linear(mulaw), WIDTH)


def pad(mulaw: bytes) -> bytes:
    """Filled up with silence to whole frames."""
    short = -len(mulaw) % FRAME_BYTES
    return mulaw + SILENCE[:short]


def tone(frequencies: Sequence[float], length_s: float, level: float = 0.25) -> bytes:
    """Mu-law sine tones added together; `level` is each one's peak, 0..1."""
    samples = (
        sum(level * math.sin(2 * math.pi * f * i / RATE) for f in frequencies) for i in range(int(length_s * RATE))
    )
    return to_mulaw(b"".join(struct.pack("<h", max(-32768, min(32767, int(s * 32767)))) for s in samples))


def read_wav(content: bytes) -> bytes:
    """A WAV file (PCM of any rate, 1 or 2 channels, or mu-law 8 kHz) -> mu-law. Raises AudioError."""
    if content[:4] == b"RIFF" and content[20:22] == b"\x07\x00":
        return _read_mulaw_wav(content)
    try:
        with wave.open(io.BytesIO(content)) as wav:
            channels, width, rate = wav.getnchannels(), wav.getsampwidth(), wav.getframerate()
            data = wav.readframes(wav.getnframes())
    except (wave.Error, EOFError, struct.error) as error:
        raise AudioError(f"not a readable WAV file: {error}") from error
    if channels not in (1, 2) or width not in (1, 2, 4) or not 4000 <= rate <= 192000:
        raise AudioError(f"WAV with {channels} channels, {width * 8} bit, {rate} Hz is not supported")
    if width == 1:
        data = audioop.bias(data, 1, -128)
    linear = audioop.lin2lin(data, width, WIDTH)
    if channels == 2:
        linear = audioop.tomono(linear, WIDTH, 0.5, 0.5)
    return to_mulaw(resample(linear, rate, RATE))


def _read_mulaw_wav(content: bytes) -> bytes:
    channels, rate = struct.unpack_from("<HI", content, 22)
    at = content.find(b"data", 12)
    if at < 0 or (channels, rate) != (1, RATE):
        raise AudioError("a mu-law WAV must be mono at 8000 Hz and have a data chunk")
    size = struct.unpack_from("<I", content, at + 4)[0]
    return content[at + 8 : at + 8 + size]


def write_wav(*tracks: bytes) -> bytes:
    """Mu-law tracks (one = mono, two = stereo, padded to one length) -> a 16-bit PCM WAV file at 8 kHz."""
    length = max((len(t) for t in tracks), default=0)
    linear = [to_linear(t + b"\xff" * (length - len(t))) for t in tracks]
    if len(linear) == 2:
        data = audioop.add(audioop.tostereo(linear[0], WIDTH, 1, 0), audioop.tostereo(linear[1], WIDTH, 0, 1), WIDTH)
    else:
        data = b"".join(linear)
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setnchannels(max(1, len(tracks)))
        wav.setsampwidth(WIDTH)
        wav.setframerate(RATE)
        wav.writeframes(data)
    return out.getvalue()
