"""`python -m knowledge_base check [DIR]` and `python -m knowledge_base search TEXT`: exit 0 when well, 1 when not, 2 on wrong use."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.search import command

SERVICES = Path(__file__).parent / "services"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m knowledge_base")
    commands = parser.add_subparsers(required=True, dest="command")
    check = commands.add_parser("check", help="read every definition and say what is wrong, with file, line and column")
    check.add_argument("folder", type=Path, nargs="?", default=SERVICES)
    command.add_command(commands)
    given = parser.parse_args(arguments)
    try:
        return _check(given.folder) if given.command == "check" else command.run(given, SERVICES)
    except CatalogueError as error:
        print(error)
        return 1


def _check(folder: Path) -> int:
    catalogue = Catalogue.load(folder)
    for line in catalogue.warnings:
        file, row, column, text = line.split(":", 3)
        print(f"{file}:{row}:{column}: warning:{text}")
    print(f"{len(catalogue.services)} services of {len(catalogue.agencies)} agencies, no error")
    return 0


if __name__ == "__main__":
    sys.exit(main())
