"""A fact that changes on a known day is written as `versions`, each with the day it begins; days are ISO 8601 text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def in_force(versions: Sequence[Mapping[str, Any]], on: str) -> int:
    """The index of the version that holds on a day: the last that has begun, or the first when none has. They stand from the
    oldest to the newest."""
    begun = [at for at, version in enumerate(versions) if str(version.get("valid_from") or "") <= on]
    return begun[-1] if begun else 0


def fact_on(written: Any, on: str) -> Any:
    """What a definition says on a day; a fact without versions is itself. A list of versions may hold lists as `items`."""
    versions = written.get("versions") if isinstance(written, Mapping) else None
    if not isinstance(versions, list) or not versions or not all(isinstance(one, Mapping) for one in versions):
        return written
    version = versions[in_force(versions, on)]
    return version.get("items", version)
