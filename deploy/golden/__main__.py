"""`python -m ivr test PATH --through webhooks|carrier`: the golden calls against the whole house."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from app import ROOT
from deploy.errors import SetupError
from deploy.golden.through_carrier import through_carrier
from deploy.golden.through_webhooks import through_webhooks
from ivr.golden import Outcome
from ivr.golden_suite import Script
from ivr.terminal import command, golden_command
from ivr.terminal.sources import NoFlows, read_sources


def main(words: Sequence[str]) -> int:
    options = command.parser(()).parse_args(words)
    if options.through == golden_command.THROUGH[0]:
        return command.main(words)
    if options.coverage or options.update:
        return golden_command.complain("--coverage and --update go through the engine")
    try:
        sources = read_sources(Path(options.path))
        scripts = golden_command.named(sources, options.call)
    except (NoFlows, LookupError) as problem:
        return golden_command.complain(str(problem.args[0]))
    root = sources.folder.resolve().parent
    if sources.folder.resolve().name != "flows" or not (root / "knowledge_base" / "services").is_dir():
        return golden_command.complain("a house has flows/ beside knowledge_base/services/; name its flows/")
    if options.through == "carrier" and root != ROOT:
        return golden_command.complain(f"the product that takes the calls speaks its own flows: {ROOT / 'flows'}")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            return golden_command.report(list(_played(options, scripts, root, Path(scratch))), options.json)
        except SetupError as problem:
            return golden_command.complain(str(problem))


def _played(options: argparse.Namespace, scripts: Sequence[Script], root: Path, var: Path) -> Iterator[Outcome]:
    if options.through == "webhooks":
        yield from through_webhooks(scripts, root, var)
    else:
        yield from through_carrier(scripts, var)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
