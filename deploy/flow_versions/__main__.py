"""`python -m ivr revisions|diff|publish|rollback|cancel|export|import`.

Exit 0: done, or no difference; 1: refused, or there are differences; 2: wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from deploy.flow_versions import comparing, listing, moving
from deploy.flow_versions.house import House, Misused
from ivr.diff_text import lines
from knowledge_base.catalogue import CatalogueError
from runtime.config import ConfigError, Settings
from runtime.flow_versions.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
DONE, REFUSED, MISUSED = 0, 1, 2
Command = Callable[[House, argparse.Namespace], int]
COMMANDS: Mapping[str, tuple[str, Command, Callable[[argparse.ArgumentParser], None]]] = {
    "revisions": ("what is kept, the newest last, with the calls that each answered", listing.show, listing.options),
    "diff": ("what is different: nodes, exits, prompts, keys, settings", comparing.show, comparing.options),
    "publish": ("let a folder or a kept revision answer calls, now or later", moving.publish, moving.publish_options),
    "rollback": ("put a revision back that has answered calls before", moving.roll_back, moving.roll_back_options),
    "cancel": ("take a planned publication back", moving.cancel, moving.cancel_options),
    "export": ("write a revision into a new folder", moving.export, moving.export_options),
    "import": ("keep a folder as a revision that answers no calls yet", moving.bring_in, moving.bring_in_options),
}


def main(words: Sequence[str]) -> int:
    arguments = _parser().parse_args(words)
    try:
        settings = Settings.from_environment(os.environ, ROOT)
        with House.opened(settings) as house:
            return COMMANDS[arguments.command][1](house, arguments)
    except Refused as refusal:
        return _say_why(refusal)
    except (ConfigError, CatalogueError, Misused) as problem:
        print(problem, file=sys.stderr)
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ivr", description="Versions of the flows.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (text, _, options) in COMMANDS.items():
        options(commands.add_parser(name, help=text, description=text))
    return parser


def _say_why(refusal: Refused) -> int:
    for issue in refusal.issues:
        print(issue)
    for line in lines(refusal.changes):
        print(line)
    print(refusal, file=sys.stderr)
    return MISUSED if refusal.code in ("unknown", "not_empty", "past", "alias", "too_large", "why") else REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
