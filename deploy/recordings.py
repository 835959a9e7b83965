"""`python -m ivr recordings PATH`: which prompts a voice has recorded, which must be recorded again, and which are missing.

Exit 0: nothing is stale; 1: something is (synthesis speaks there), or the flows have errors; 2: wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ivr.flow import compile_sources
from ivr.terminal.sources import NoFlows, read_sources
from telephony.recordings import FOLDER, survey, write_script


def main(words: Sequence[str]) -> int:
    arguments = _parser().parse_args(words)
    try:
        sources = read_sources(arguments.path)
    except NoFlows as problem:
        print(problem, file=sys.stderr)
        return 2
    compiled = compile_sources(sources.files, sources.services, sources.agencies)
    for issue in compiled.errors:
        print(issue)
    if compiled.errors:
        return 1
    recordings = survey(arguments.recordings or arguments.path / FOLDER, compiled.flows)
    if arguments.json:
        print(json.dumps([vars(each) for each in recordings], ensure_ascii=False, indent=2))
    else:
        for each in recordings:
            print(each.state, each.language, each.key, " ".join(each.words.split()), sep="\t")
        for (language, state), count in sorted(Counter((each.language, each.state) for each in recordings).items()):
            print(f"{language}: {count} {state}", file=sys.stderr)
    if arguments.script:
        print(f"{write_script(arguments.script, recordings)} texts in {arguments.script}", file=sys.stderr)
    return int(any(each.state == "stale" for each in recordings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ivr recordings", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["recordings"])
    parser.add_argument("path", type=Path, metavar="PATH", help="the flows folder")
    parser.add_argument("--recordings", type=Path, metavar="DIR", help="where they are: PATH/recordings")
    parser.add_argument(
        "--script", type=Path, metavar="DIR", help="write the words of missing and stale ones for a studio"
    )
    parser.add_argument("--json", action="store_true", help="the same as data")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
