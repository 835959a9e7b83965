"""Node.js for the front end: the machine's own where it is new enough, else the one from the package index."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from deploy import requirements
from deploy.layout import VENV

QUIET = {"NO_COLOR": "1", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}


def environment() -> Mapping[str, str]:
    """PATH with a usable `node` and `npm` first. Installs one when the machine has none."""
    own = VENV / "bin" / "node"
    if not own.exists() and _machine_has_node():
        return QUIET
    step = requirements.node()
    if not step.is_done():
        step.make()
    return {**QUIET, "PATH": f"{own.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def _machine_has_node() -> bool:
    node = shutil.which("node")
    return node is not None and shutil.which("npm") is not None and is_new_enough(_version(Path(node)))


def _version(node: Path) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()


def is_new_enough(version: str) -> bool:
    """Whether `version` ("v20.19.1") builds and lints the front end: 20.19+, 22.13+, or 24 and later."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 13) or major >= 24
