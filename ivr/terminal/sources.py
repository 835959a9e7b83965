"""Reads a folder of flows, and the service definitions beside it as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ivr.folder import root_and_name
from ivr.issue import Issue
from ivr.limits import MAX_FILE, MAX_FILES
from ivr.source_tree import plain
from ivr.yaml_source import read_yaml

SERVICES = Path("knowledge_base") / "services"


@dataclass(frozen=True)
class Sources:
    """`files` by path under `folder`, golden calls among them; `only` is the one file that was named, "" for all.
    `issues` are of definitions that cannot be read."""

    folder: Path
    files: Mapping[str, str]
    services: Mapping[str, Mapping[str, Any]]
    agencies: Mapping[str, Mapping[str, Any]]
    issues: tuple[Issue, ...]
    only: str = ""


class NoFlows(ValueError):
    """The path names nothing that could be read."""


def read_sources(path: Path) -> Sources:
    """`path` is the flows folder, or any file of it. Raises NoFlows."""
    if not path.exists():
        raise NoFlows(f"there is no {path}")
    folder, only = (path, "") if path.is_dir() else _folder_of(path.resolve())
    found = list(islice((file for file in folder.rglob("*.y*ml") if file.is_file()), MAX_FILES + 1))
    if len(found) > MAX_FILES:
        raise NoFlows(f"more than {MAX_FILES} files under {folder}: is this a folder of flows?")
    try:
        files = {file.relative_to(folder).as_posix(): _read(file) for file in sorted(found)}
    except OSError as problem:
        raise NoFlows(f"{problem.filename} cannot be read: {problem.strerror}") from problem
    issues: list[Issue] = []
    services, agencies = _definitions(folder.resolve().parent / SERVICES, issues)
    return Sources(folder, files, services, agencies, tuple(issues), only)


def _read(file: Path) -> str:
    """No more of it than it takes to see that it is too long."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        return opened.read(MAX_FILE + 1)


def _folder_of(file: Path) -> tuple[Path, str]:
    """The folder of flows that the file belongs to, and its path in there."""
    folder, name = root_and_name(file)
    return (folder, name) if any(folder.glob("*.yaml")) else (file.parent, file.name)


def _definitions(folder: Path, issues: list[Issue]) -> tuple[dict[str, Any], dict[str, Any]]:
    services: dict[str, Any] = {}
    agencies: dict[str, Any] = {}
    for file in sorted(folder.rglob("*.yaml")):
        tree, found = read_yaml(_read(file), file.relative_to(folder.parent.parent).as_posix())
        issues.extend(found)
        data = plain(tree) if tree is not None else None
        if not isinstance(data, dict):
            continue
        if isinstance(data.get("agencies"), list):
            agencies.update(
                {str(entry["code"]): entry for entry in data["agencies"] if isinstance(entry, dict) and "code" in entry}
            )
        elif "code" in data:
            services[str(data["code"])] = data
    return services, agencies
