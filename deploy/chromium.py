"""Chromium for the browser tests and the demonstration call."""

import os
import shutil
from pathlib import Path

from deploy.command import run
from deploy.errors import SetupError
from deploy.step import Step

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-dejavu-core")
MEND = (
    "The browser tests need Chromium, and installing it needs root: "
    f"sudo apt-get install -y {' '.join(PACKAGES)} (or name another one with CHROMIUM=/path/to/chrome)"
)


def step() -> Step:
    """The step that installs Chromium where it may."""
    return Step("Chromium", lambda: find() is not None, _install)


def find() -> Path | None:
    """The executable: the one CHROMIUM names, else the first of the usual names on PATH."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def _install() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None or os.environ.get("CHROMIUM"):
        raise SetupError(MEND)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], env=quiet)
    run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], env=quiet)
    if find() is None:
        raise SetupError(MEND)
