"""A file drop, in the shape of an SFTP account: `<folder>/<agency>/<reference>.json`, whole or not at all."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True)
class FolderWay:
    """The same case again replaces its file by the same."""

    folder: Path

    def send(self, agency: Mapping[str, Any], document: Mapping[str, Any], key: str) -> None:
        """Raises OSError when the folder cannot be written, or ValueError for an agency code that is no file name."""
        if not _PLAIN_NAME.fullmatch(agency["code"]):
            raise ValueError("the agency's code is no file name")
        folder = self.folder / agency["code"]
        folder.mkdir(parents=True, exist_ok=True)
        name = document["reference"].replace("-", "")
        write_whole(folder / f"{name}.json", json.dumps(document, ensure_ascii=False, indent=1))


def write_whole(path: Path, text: str) -> None:
    """Whoever lists the folder sees the whole file or none, also after a power cut. Raises OSError."""
    draft = path.with_name(f".{path.name}.draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
