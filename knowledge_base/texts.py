"""The files of a catalogue as text: those of the folder of services, and of `articles` beside it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

ARTICLES = "articles"


def texts(folder: Path, found: list[str]) -> Mapping[str, str]:
    """By name, `DUK/DUK-02.yaml` or `articles/ART-01.yaml`; what cannot be read is told in `found`."""
    read: dict[str, str] = {}
    for name, path in _files(folder):
        try:
            read[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            found.append(f"{name}:1:1: cannot be read: {error}")
    return read


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        yield path.relative_to(folder).as_posix(), path
    for path in sorted((folder.parent / ARTICLES).glob("*.yaml")):
        yield f"{ARTICLES}/{path.name}", path
