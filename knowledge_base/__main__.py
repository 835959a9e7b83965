"""`python -m knowledge_base check [DIR]` and `python -m knowledge_base search TEXT`: exit 0 when well, 1 when not, 2 on wrong use."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.search import index, search
from knowledge_base.search.models import search_documents, search_terms
from runtime.db import Database, metadata

SERVICES = Path(__file__).parent / "services"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m knowledge_base")
    commands = parser.add_subparsers(required=True, dest="command")
    check = commands.add_parser("check", help="read every definition and say what is wrong, with file, line and column")
    check.add_argument("folder", type=Path, nargs="?", default=SERVICES)
    find = commands.add_parser("search", help="which services a caller's words lead to")
    find.add_argument("text")
    find.add_argument("--language", choices=("id", "en"))
    given = parser.parse_args(arguments)
    try:
        return _check(given.folder) if given.command == "check" else _search(given.text, given.language)
    except CatalogueError as error:
        print(error)
        return 1


def _check(folder: Path) -> int:
    catalogue = Catalogue.load(folder)
    print(f"{len(catalogue.services)} services of {len(catalogue.agencies)} agencies, no error")
    return 0


def _search(text: str, language: str | None) -> int:
    catalogue = Catalogue.load(SERVICES)
    database = Database("sqlite:///:memory:")
    metadata.create_all(database.engine, tables=[search_documents, search_terms])
    with database.begin() as conn:
        index(conn, catalogue)
        hits = search(conn, text, language)
    for hit in hits:
        name = catalogue.services[hit.code]["name"][language or "id"]
        print(f"{hit.code}  {hit.score:.2f}  {name}  ({', '.join(hit.why)})")
    return 0 if hits else 1


if __name__ == "__main__":
    sys.exit(main())
