"""How sure a choice is: the share of the best phrase against the others and against "none of them". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Calibration:
    """`background` is the evidence (natural log) of speech that was not expected; `sharpness` scales evidence to surprise.

    Both come from phrases and voices that no test uses (tests/speech/calibrate.py).
    """

    background: float
    sharpness: float


def choose(evidence: Sequence[float], calibration: Calibration) -> tuple[int, float]:
    """Index of the phrase with most evidence, and its confidence 0..1. `evidence` must not be empty."""
    scaled = np.array([*evidence, calibration.background]) * calibration.sharpness
    shares = np.exp(scaled - scaled.max())
    best = int(np.argmax(scaled[:-1]))
    return best, float(shares[best] / shares.sum())
