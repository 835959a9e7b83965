"""`python -m knowledge_base search TEXT`: which services a caller's words lead to.

One question prints its hits and exits 0, or 1 when there is none. `-` reads a question a line from standard input and
prints one JSON list of hits a line, as it reads, blank lines too; it exits 0.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge_base.catalogue import Catalogue
from knowledge_base.search.finder import Hit
from knowledge_base.search.indexing import index
from knowledge_base.search.models import search_documents, search_vectors
from knowledge_base.search.searching import search
from runtime.db import Database, metadata

LIMIT = 5
Ask = Callable[[str], list[Hit]]


def add_command(commands: Any) -> None:
    """Adds `search` to an argparse parser's commands."""
    find = commands.add_parser("search", help="which services a caller's words lead to", description=__doc__)
    find.add_argument("text", help="the caller's words; - reads a question a line")
    find.add_argument(
        "--language", choices=("id", "en"), help="of the names printed; words of both are always understood"
    )
    find.add_argument("--limit", type=_at_least_one, default=LIMIT, help=f"how many hits at most ({LIMIT})")
    find.add_argument("--json", action="store_true", help="print the list of hits as JSON on one line")


def run(given: argparse.Namespace, services: Path) -> int:
    """Raises CatalogueError."""
    catalogue = Catalogue.load(services)
    database = Database("sqlite:///:memory:")
    metadata.create_all(database.engine, tables=[search_documents, search_vectors])
    with database.begin() as conn:
        index(conn, catalogue)

        def ask(text: str) -> list[Hit]:
            return search(conn, text, given.language, given.limit)

        return _answer_lines(ask) if given.text == "-" else _answer_one(ask, given, catalogue)


def _answer_lines(ask: Ask) -> int:
    try:
        for line in sys.stdin.buffer:
            print(_as_json(ask(line.decode("utf-8", "replace"))), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has enough
    return 0


def _answer_one(ask: Ask, given: argparse.Namespace, catalogue: Catalogue) -> int:
    hits = ask(given.text)
    if given.json:
        print(_as_json(hits))
    else:
        for hit in hits:
            name = catalogue.services[hit.code]["name"][given.language or "id"]
            print(f"{hit.code}  {hit.score:.2f}  {name}  ({', '.join(hit.why)})")
    return 0 if hits else 1


def _as_json(hits: list[Hit]) -> str:
    return json.dumps([asdict(hit) for hit in hits], ensure_ascii=False)


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1 on is needed")
    return int(text)
