"""`diff A B`: two folders, aliases or revisions."""

from __future__ import annotations

import argparse
import json

from deploy.flow_versions.house import House
from ivr.diff import diff
from ivr.diff_text import lines


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="a folder, live or another alias, or a revision")
    parser.add_argument("after", metavar="B", help="the same")
    parser.add_argument("--json", action="store_true", help="the same as data")


def show(house: House, arguments: argparse.Namespace) -> int:
    """1 when there are differences, as with other programs of that name."""
    before, after = house.sources(arguments.before), house.sources(arguments.after)
    changes = diff(before.files, after.files, (before.services, after.services))
    if arguments.json:
        print(json.dumps([change.to_json() for change in changes], ensure_ascii=False, indent=2))
    else:
        for line in lines(changes):
            print(line)
    return 1 if changes else 0
