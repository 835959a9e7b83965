"""The built front end, made again whenever one of its sources changes."""

import os
from pathlib import Path

from deploy import node, stamp
from deploy.command import run
from deploy.layout import FRONTEND
from deploy.step import Step

BUILT = FRONTEND / "dist" / "built.stamp"
MODULES = FRONTEND / "node_modules" / "installed.stamp"
NOT_SOURCES = {"node_modules", "dist"}


def modules() -> Step:
    """The front end's locked packages; type check and linter need them too."""
    return Step("front-end packages", lambda: stamp.is_current(MODULES, _locked()), _install)


def build() -> Step:
    """The pages' scripts and styles in frontend/dist."""
    return Step("front-end build", lambda: stamp.is_current(BUILT, _sources()), _build)


def _locked() -> str:
    return stamp.digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])


def _sources() -> str:
    files: list[Path] = []
    for folder, below, names in os.walk(FRONTEND):
        below[:] = [name for name in below if name not in NOT_SOURCES]
        files += [Path(folder, name) for name in names if not name.endswith(".tsbuildinfo")]
    files.sort()
    return stamp.digest(files, *(str(file.relative_to(FRONTEND)) for file in files))


def _install() -> None:
    run(["npm", "ci", "--no-audit", "--no-fund"], FRONTEND, node.environment())
    stamp.write(MODULES, _locked())


def _build() -> None:
    if not stamp.is_current(MODULES, _locked()):
        _install()
    sources = _sources()
    run(["npm", "run", "build"], FRONTEND, node.environment())
    stamp.write(BUILT, sources)
