"""How sure a choice is: was something expected said at all, and which of it. Pure."""

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


def choose(
    evidence: Sequence[float], calibration: Calibration, attainable: Sequence[float] | None = None
) -> tuple[int, float]:
    """Index of the phrase with most evidence, and its confidence 0..1. `evidence` must not be empty.

    `attainable` is the most evidence each phrase could reach: a short one is never asked for more than half of its own.

    Two stages: was anything expected said at all (against the background), and which (against the other phrases)? Rivals
    that fit alike halve the confidence at most: that is a reason to ask back, not to reject.
    """
    scaled = np.array(evidence) * calibration.sharpness
    best = int(np.argmax(scaled))
    asked = calibration.background if attainable is None else min(calibration.background, attainable[best] / 2)
    expected = 1.0 / (1.0 + np.exp(np.clip(asked * calibration.sharpness - scaled[best], -500, 500)))
    share = 1.0 / np.exp(scaled - scaled[best]).sum()
    return best, float(expected * (1.0 + share) / 2.0)
