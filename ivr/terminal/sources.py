"""Reads a folder of flows, and the service definitions beside it as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.golden_suite import CALLS
from ivr.issue import Issue
from ivr.source_tree import plain
from ivr.yaml_source import read_yaml

SERVICES = Path("knowledge_base") / "services"


@dataclass(frozen=True)
class Sources:
    """`files` by path under `folder`, golden calls among them; `only` is the one file of calls that was named, "" for all.
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
    """`path` is the flows folder, one file of it, or a golden call in its folder of calls. Raises NoFlows."""
    if not path.exists():
        raise NoFlows(f"there is no {path}")
    folder, only = _folder_of(path)
    found = [path] if path.is_file() and not only else sorted(folder.rglob("*.y*ml"))
    try:
        files = {file.relative_to(folder).as_posix(): file.read_text("utf-8", "replace") for file in found}
    except OSError as problem:
        raise NoFlows(f"{problem.filename} cannot be read: {problem.strerror}") from problem
    issues: list[Issue] = []
    services, agencies = _definitions(folder.resolve().parent / SERVICES, issues)
    return Sources(folder, files, services, agencies, tuple(issues), only)


def _folder_of(path: Path) -> tuple[Path, str]:
    if path.is_dir():
        return path, ""
    inside = path.resolve().parent
    return (inside.parent, f"{CALLS}/{path.name}") if inside.name == CALLS else (path.parent, "")


def _definitions(folder: Path, issues: list[Issue]) -> tuple[dict[str, Any], dict[str, Any]]:
    services: dict[str, Any] = {}
    agencies: dict[str, Any] = {}
    for file in sorted(folder.rglob("*.yaml")):
        tree, found = read_yaml(file.read_text("utf-8", "replace"), file.relative_to(folder.parent.parent).as_posix())
        issues.extend(found)
        data = plain(tree) if tree is not None else None
        if not isinstance(data, dict):
            continue
        if isinstance(data.get("agencies"), list):
            agencies.update(
                {entry["code"]: entry for entry in data["agencies"] if isinstance(entry, dict) and "code" in entry}
            )
        elif "code" in data:
            services[str(data["code"])] = data
    return services, agencies
