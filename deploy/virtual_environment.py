"""The folder .venv: made once, mended when it is half-made or its Python has gone."""

import importlib.util
import subprocess
import sys

from deploy import stamp
from deploy.command import run
from deploy.errors import SetupError
from deploy.layout import PYTHON, VENV
from deploy.step import Step

MADE = VENV / "made.stamp"


def step() -> Step:
    """The step that makes the virtual environment."""
    return Step("virtual environment .venv", _is_done, _make)


def _is_done() -> bool:
    return PYTHON.exists() and stamp.is_current(MADE, _interpreter())


def _interpreter() -> str:
    return str(PYTHON.resolve())


def _make() -> None:
    if not _answers():
        if importlib.util.find_spec("ensurepip") is None:
            raise SetupError(
                "Python's venv is not installed; bring it with: "
                f"apt-get install -y python{sys.version_info.major}.{sys.version_info.minor}-venv"
            )
        run([sys.executable, "-m", "venv", "--clear", VENV])
    stamp.write(MADE, _interpreter())


def _answers() -> bool:
    """Whether the environment's pip can be started; not so in one that was left half-made."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
