"""The built front end: addresses of a page's script and styles."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from runtime.web.house import house

PREFIX = "/static/app/"


class FrontEndNotBuilt(ServiceUnavailable):
    """The page's script is missing: `make run` builds it."""


def built_folder(root: Path) -> Path:
    """Where the build leaves its files."""
    return root / "frontend" / "dist"


def asset(page: str) -> str:
    """The address of a page's script; `page` is its folder under frontend/. Raises FrontEndNotBuilt."""
    return PREFIX + str(_entry(page)["file"])


def asset_styles(page: str) -> list[str]:
    """The addresses of its style sheets, those of the chunks it imports first."""
    manifest = _manifest_now()
    found: list[str] = []
    waiting, seen = [_entry(page)], set[str]()
    while waiting:
        chunk = waiting.pop()
        found = [PREFIX + style for style in chunk.get("css", []) if PREFIX + style not in found] + found
        fresh = [name for name in chunk.get("imports", []) if name not in seen]
        seen.update(fresh)
        waiting += [manifest[name] for name in fresh]
    return found


def _entry(page: str) -> dict[str, Any]:
    manifest = _manifest_now()
    for name in (f"{page}/main.tsx", f"{page}/main.ts"):
        if name in manifest:
            entry: dict[str, Any] = manifest[name]
            return entry
    raise FrontEndNotBuilt(f"The front end has no page {page}: run `make run`, which builds it.")


def _manifest_now() -> dict[str, Any]:
    file = built_folder(house().settings.root) / "manifest.json"
    try:
        return _manifest(file, file.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise FrontEndNotBuilt("The front end is not built: run `make run`, which builds it.") from error


@lru_cache(maxsize=4)
def _manifest(file: Path, _changed: int) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return manifest
