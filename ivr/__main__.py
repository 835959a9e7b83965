"""`python -m ivr`: the commands of this room, and by name those of other rooms that deal with flows."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

from ivr.terminal.command import main

ELSEWHERE = {
    "revisions": "deploy.flow_versions",
    "diff": "deploy.flow_versions",
    "publish": "deploy.flow_versions",
    "rollback": "deploy.flow_versions",
    "cancel": "deploy.flow_versions",
    "export": "deploy.flow_versions",
    "import": "deploy.flow_versions",
    "recordings": "deploy.recordings",
    "test --through": "deploy.golden",
    "record": "deploy.golden.record",
}
"""Subcommand, perhaps with an option ("test --through"), -> the module that is run as a program with all the words."""


def module_for(words: Sequence[str]) -> str | None:
    """The module that runs these words, None for this room's own commands."""
    options = {word.partition("=")[0] for word in words}
    for key, module in ELSEWHERE.items():
        subcommand, *needed = key.split()
        if words[:1] == [subcommand] and options.issuperset(needed):
            return module
    return None


if __name__ == "__main__":
    module = module_for(sys.argv[1:])
    if module is None:
        sys.exit(main(sys.argv[1:], tuple(ELSEWHERE)))
    runpy.run_module(module, run_name="__main__", alter_sys=True)
