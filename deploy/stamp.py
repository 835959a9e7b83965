"""Stamps: a file holding the digest of what was made, so that finished work is recognised."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *labels: str) -> str:
    """SHA-256 in hex of the files' names and contents, in the given order, and of the labels."""
    total = hashlib.sha256("\0".join(labels).encode())
    for file in files:
        content = file.read_bytes()
        total.update(f"\0{file.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the stamp was written for this value."""
    return stamp.is_file() and stamp.read_text() == value


def write(stamp: Path, value: str) -> None:
    """Write in one move: a stamp is whole or absent, whenever set-up is killed."""
    half = stamp.with_name(f"{stamp.name}.half")
    half.write_text(value)
    half.replace(stamp)
