"""What stands where in a folder of flows, and files that nobody reads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ivr import numbers
from ivr.issue import Issue, Mark, error, warning
from ivr.nearest import suggestion
from ivr.source_tree import Table

CALLS = "calls"
FILES = {
    "queues": "queues.yaml",
    "messages": "messages.yaml",
    "numbers": numbers.FILE,
    "connectors": "connectors.yaml",
}
"""Files that are no flows, by the key that they hold. Every other file beside them is a flow."""
FOLDERS = {"sentences": (2,), "texts": (1,), "consents": (1,), "calendars": (1,), CALLS: (1, 2)}
"""How deep within each folder its files stand: sentences/id/complain.yaml."""
SHAPES = {"sentences": "sentences/<language>/<intent>.yaml"}


def is_flow_file(path: str) -> bool:
    return "/" not in path and path not in FILES.values()


def unread(paths: Iterable[str]) -> Iterator[Issue]:
    """`paths` are of YAML files, under the folder."""
    for path in paths:
        top, *rest = path.split("/")
        if rest and top not in FOLDERS:
            yield warning(Mark(path), f"nobody reads the folder '{top[:40]}'; {suggestion(top, FOLDERS)}")
        elif rest and len(rest) not in FOLDERS[top]:
            yield warning(Mark(path), f"nobody reads it here; write {SHAPES.get(top, f'{top}/<name>.yaml')}")


def misplaced(path: str, table: Table) -> Issue | None:
    """Queues, messages, numbers or connectors in a file that is read as a flow."""
    for key, file in FILES.items():
        if key in table.entries and "nodes" not in table.entries:
            return error(table.keys[key], f"'{key}' are read in {file} alone, not in {path}")
    return None


def root_and_name(path: Path) -> tuple[Path, str]:
    """The folder of flows that a file belongs to, and its path in there."""
    for depth, parent in enumerate(path.parents[1:], 1):
        folder = path.parents[depth - 1].name
        if depth in FOLDERS.get(folder, ()):
            return parent, path.relative_to(parent).as_posix()
    return path.parent, path.name
