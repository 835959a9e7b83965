"""Test speech: synthetic voices on a telephone line with noise."""

from pathlib import Path

import numpy as np
import yaml

from telephony import audio
from telephony.speech.prompt_cache import PromptCache
from telephony.speech.synthesis import CachedSynthesis
from telephony.speech.voices import Voice

PHRASES = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text())
LOUD = 100
LEAD_S, TAIL_S = 0.3, 0.4


def synthesis(folder: Path) -> CachedSynthesis:
    return CachedSynthesis(PromptCache(folder))


def on_the_line(
    voice: CachedSynthesis, text: str, name: str, snr_db: float = 20, seed: int = 0, rate: int = 150
) -> bytes:
    """Mu-law at 8 kHz: a little silence, the sentence, silence; white noise under all of it."""
    spoken = audio.to_linear(audio.read_wav(voice.synthesise_with(text, Voice(name, rate))))
    samples = np.frombuffer(spoken, "<i2").astype(float)
    level = np.sqrt(np.mean(samples[np.abs(samples) > LOUD] ** 2))
    samples = np.concatenate([np.zeros(int(LEAD_S * audio.RATE)), samples, np.zeros(int(TAIL_S * audio.RATE))])
    noise = np.random.default_rng(seed).standard_normal(len(samples)) * level / 10 ** (snr_db / 20)
    return audio.to_mulaw(np.clip(samples + noise, -32768, 32767).astype("<i2").tobytes())


def noise_after(mulaw: bytes, seconds: float, seed: int = 1) -> bytes:
    """The line's own noise, as loud as in the first quarter second of `mulaw`, before anybody speaks."""
    before = np.frombuffer(audio.to_linear(mulaw[: audio.RATE // 4]), "<i2").astype(float)
    noise = np.random.default_rng(seed).standard_normal(int(seconds * audio.RATE)) * before.std()
    return audio.to_mulaw(np.clip(noise, -32768, 32767).astype("<i2").tobytes())


def sentences(language: str) -> list[tuple[str, list[str]]]:
    """The twelve sentences, each with its closed grammar."""
    spoken, grammars = PHRASES["spoken"][language], PHRASES["grammars"][language]
    return [(text, grammars[node]) for node, texts in spoken.items() for text in texts]
