"""What a revision is made of, and the folders that it is read from and written to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.flow import NOT_COMPILED, revision_of
from runtime.flow_versions.refusal import Refused

MOST_FILE_BYTES = 2_000_000
MOST_FILES = 2_000
MOST_BYTES = 20_000_000
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Sources:
    """`files`: path under flows/ -> text, golden calls among them. Services and agencies as the catalogue tells them."""

    files: Mapping[str, str]
    services: Mapping[str, Plain]
    agencies: Mapping[str, Plain]

    @property
    def revision(self) -> str:
        """Golden calls are no part of it: they are proof, kept beside what they prove."""
        return revision_of(self.files, self.services, self.agencies)

    @property
    def flows(self) -> dict[str, str]:
        return {path: text for path, text in self.files.items() if not path.startswith(NOT_COMPILED)}

    @property
    def golden_calls(self) -> dict[str, str]:
        return {path: text for path, text in self.files.items() if path.startswith(NOT_COMPILED)}


def digest_of(files: Mapping[str, str]) -> str:
    """Names a set of golden calls by what stands in it."""
    told = json.dumps(files, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def check_size(files: Mapping[str, str]) -> None:
    """Raises Refused for more than anybody writes by hand."""
    size = sum(len(path) + len(text) for path, text in files.items())
    if len(files) > MOST_FILES or size > MOST_BYTES:
        raise Refused("too_large", f"flows have at most {MOST_FILES} files and {MOST_BYTES // 1_000_000} MB in all")


def read_folder(folder: Path) -> dict[str, str]:
    """Every YAML file under `folder`, read no further than a flow ever reaches. Raises Refused."""
    if not folder.is_dir():
        raise Refused("unknown", f"there is no folder {folder}")
    found = sorted(file for file in folder.rglob("*.y*ml") if file.suffix in (".yaml", ".yml") and file.is_file())
    if len(found) > MOST_FILES:
        raise Refused("too_large", f"{folder} has more than {MOST_FILES} files; is it a folder of flows?")
    try:
        return {file.relative_to(folder).as_posix(): _text(file) for file in found}
    except OSError as problem:
        raise Refused("unknown", f"{problem.filename} cannot be read: {problem.strerror}") from problem


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Into a folder that is empty or not there, so that nothing of another revision is left in it. Raises Refused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("not_empty", f"{folder} is not empty; name a new folder")
    root = folder.resolve()
    for path, text in files.items():
        file = (root / path).resolve()
        if root not in file.parents:
            raise Refused("unknown", f"'{path[:60]}' leads out of the folder")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")


def _text(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace", newline="") as opened:
        return opened.read(MOST_FILE_BYTES)
