"""Vectors that are computed once: those of the shipped texts lie beside the search, those of other texts in the database."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge_base.search.features import Matrix, normed
from knowledge_base.search.meaning import Embedding

SHIPPED = Path(__file__).with_name("vectors.npz")
FINEST = 127  # a vector is kept as whole numbers from -127 to 127
AT_ONCE = 64

Packed = npt.NDArray[np.int8]


def key(embedding: Embedding, text: str) -> str:
    """Of one text's vector: another engine has another."""
    return hashlib.sha256(f"{embedding.name}\n{text}".encode()).hexdigest()[:16]


def pack(rows: Matrix) -> Packed:
    packed: Packed = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * FINEST).astype(np.int8)
    return packed


@cache
def shipped() -> Mapping[str, Packed]:
    """By key; empty where the file is missing."""
    if not SHIPPED.exists():
        return {}
    with np.load(SHIPPED) as file:
        return dict(zip((bytes(row).hex() for row in file["keys"]), file["vectors"], strict=True))


def compute(embedding: Embedding, texts: Iterable[str], known: Iterable[str]) -> dict[str, Packed]:
    """The vectors of those texts whose key is not known yet, by key."""
    left = {key(embedding, text): text for text in texts}
    for one in known:
        left.pop(one, None)
    found: dict[str, Packed] = {}
    keys = list(left)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found.update(zip(some, pack(embedding.vectors([left[one] for one in some])), strict=True))
    return found


def rows(embedding: Embedding, texts: Sequence[str], known: Mapping[str, Packed]) -> Matrix:
    """A row of length 1 for each text; zeros where its vector is not known."""
    none = np.zeros(embedding.size, np.int8)
    return normed(np.array([known.get(key(embedding, text), none) for text in texts], np.float32))


def write(file: Path, vectors: Mapping[str, Packed]) -> None:
    """The file that `shipped` reads."""
    keys = np.array([list(bytes.fromhex(one)) for one in vectors], np.uint8)
    np.savez_compressed(file, keys=keys, vectors=np.array(list(vectors.values())))
