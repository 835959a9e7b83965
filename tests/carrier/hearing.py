"""Whether a sound was heard. Each eighth of a second is looked for by itself: one late turn of a busy machine tears a hole,
which moves what follows, and is no fault of what is tested."""

from statistics import median

import numpy as np

from tests.sound import RATE, alignment

WINDOW = RATE // 8


def clarity(heard: np.ndarray, said: np.ndarray) -> float:
    """The median over the windows of the best correlation of each with anything heard; near 0 for another sound."""
    parts = [said[at : at + WINDOW] for at in range(0, len(said) - WINDOW + 1, WINDOW)]
    return median(abs(alignment(heard, part)[1]) for part in parts)
