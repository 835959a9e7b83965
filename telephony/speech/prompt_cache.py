"""Spoken sentences kept as files, by text, voice and rate."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from telephony.speech.voices import Voice

PRIVATE = 0o700


class PromptCache:
    """A folder that this service alone writes. A sentence can hold personal data, so only its owner reads it."""

    def __init__(self, folder: Path, most_files: int = 5000):
        self.folder = folder
        self.most_files = most_files
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        self.count = sum(1 for _ in folder.glob("*.wav"))

    def get(self, text: str, voice: Voice) -> bytes | None:
        file = self._file(text, voice)
        try:
            content = file.read_bytes()
            os.utime(file)
        except FileNotFoundError:
            return None
        return content

    def put(self, text: str, voice: Voice, content: bytes) -> None:
        """All or nothing, also when the machine stops half-way."""
        descriptor, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(descriptor, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(self._file(text, voice))
        self.count += 1
        if self.count > self.most_files:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        files = sorted(self.folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
        for file in files[: len(files) - self.most_files * 9 // 10]:
            file.unlink(missing_ok=True)
        self.count = sum(1 for _ in self.folder.glob("*.wav"))

    def _file(self, text: str, voice: Voice) -> Path:
        key = "\0".join((text, voice.name, str(voice.rate)))
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.wav"
