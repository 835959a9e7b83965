"""`make bench-search`: the search over the questions that are kept for judging (tests/data/questions.yaml says which).

Words alone, words with meaning, and the database's plain full text in the same run; writes var/bench-search.json in the shape
of var/bench.json.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from deploy.figure import Figure, figure
from knowledge_base.catalogue import Catalogue
from knowledge_base.search import vectors
from knowledge_base.search.examples import OTHER, examples
from knowledge_base.search.finder import Finder
from knowledge_base.search.meaning import installed
from runtime.config import Settings

QUESTIONS = Path("tests", "data", "questions.yaml")
FIRST, AMONG_THREE, REFUSED = 0.80, 0.95, 0.80
WORDS_MS, MEANING_MS = 50.0, 150.0
PLAIN = "CREATE VIRTUAL TABLE plain USING fts5(code UNINDEXED, words, tokenize = 'unicode61')"

Question = tuple[str, str]
Ask = Callable[[str], list[str]]


def bench_search(settings: Settings) -> int:
    """Always 0: a figure below its target is printed, not an error."""
    catalogue = Catalogue.load(settings.services)
    asked = judging(settings.root / QUESTIONS)
    found = examples(catalogue)
    ways: dict[str, Ask] = {"plain full text": _plain(catalogue), "words": _codes(Finder(found, None, {}))}
    embedding = installed()
    if embedding:
        ways["words and meaning"] = _codes(Finder(found, embedding, vectors.shipped()))
    else:
        print("requirements-embedding.txt is not installed: words alone are measured")
    rows = {way: _measure(ask, asked) for way, ask in ways.items()}
    figures = [row for way in list(ways)[1:] for row in _figures(way, rows[way], rows["plain full text"])]
    figures.append(figure("search, start to first answer", _start(settings.root), "s", baseline="the command line"))
    file = settings.var / "bench-search.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=1) + "\n")
    for row in figures:
        met = {True: "met", False: "MISSED", None: ""}[row["met"]]
        print(f"{row['name']:<44} {row['value']:>8} {row['unit']:<6} target {row['target']} {met:<7} {row['baseline']}")
    return 0


def judging(file: Path) -> list[Question]:
    """The questions for judging, each with the code of its service or OTHER."""
    return halves(file)[1]


def halves(file: Path) -> tuple[list[Question], list[Question]]:
    """For tuning and for judging: of each list the 1st, 3rd ... and the 2nd, 4th ..."""
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    lists = {**read["meant"], OTHER: read[OTHER]}
    tuning, judged = ([(text, code) for code, texts in lists.items() for text in texts[odd::2]] for odd in (0, 1))
    return tuning, judged


def _measure(ask: Ask, asked: Sequence[Question]) -> dict[str, float]:
    """Shares from 0 to 1, and `p95` in milliseconds."""
    ask(asked[0][0])
    hits, took = [], []
    for text, _ in asked:
        start = time.perf_counter()
        hits.append(ask(text))
        took.append((time.perf_counter() - start) * 1000)
    meant = [(found, code) for found, (_, code) in zip(hits, asked, strict=True) if code != OTHER]
    strange = [found for found, (_, code) in zip(hits, asked, strict=True) if code == OTHER]
    return {
        "first": sum(found[:1] == [code] for found, code in meant) / len(meant),
        "three": sum(code in found[:3] for found, code in meant) / len(meant),
        "refused": sum(not found for found in strange) / len(strange),
        "p95": sorted(took)[int(len(took) * 0.95)],
    }


def _figures(way: str, row: dict[str, float], plain: dict[str, float]) -> list[Figure]:
    most = WORDS_MS if way == "words" else MEANING_MS

    def against(name: str) -> str:
        return f"plain full text {plain[name]:.3f}, same run"

    return [
        figure(f"search by {way}, top 1", row["first"], "share", FIRST, against("first")),
        figure(f"search by {way}, top 3", row["three"], "share", AMONG_THREE, against("three")),
        figure(f"search by {way}, off-topic refused", row["refused"], "share", REFUSED, against("refused")),
        figure(f"search by {way}, p95", row["p95"], "ms", None, against("p95"), at_most=most),
    ]


def _codes(finder: Finder) -> Ask:
    return lambda text: [hit.code for hit in finder.find(text, 5)]


def _plain(catalogue: Catalogue) -> Ask:
    """SQLite's full text over the words of the definitions, any word of the question, ranked as the database ranks."""
    database = sqlite3.connect(":memory:")
    database.execute(PLAIN)
    for code, service in catalogue.services.items():
        texts = [service[part][lang] for part in ("name", "transaction", "summary") for lang in ("id", "en")]
        texts += [said for lang in ("id", "en") for said in service["utterances"][lang]]
        database.execute("INSERT INTO plain VALUES (?, ?)", (code, " ".join(texts)))

    def ask(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        rows = database.execute("SELECT code FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 5", (words or '""',))
        return [str(code) for (code,) in rows]

    return ask


def _start(root: Path) -> float:
    command = [sys.executable, "-m", "knowledge_base", "search", "KTP saya hilang", "--json"]
    start = time.perf_counter()
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
