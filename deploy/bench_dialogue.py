"""The dialogue by itself, in this process: steps of the engine, the check of a large flow, golden calls. Processor time, medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from deploy.figure import Figure, figure
from ivr.engine import step
from ivr.events import CallStarted, DigitsEntered
from ivr.flow import compile_sources
from ivr.golden_suite import play_suite, read_suite
from ivr.session import new_session
from ivr.terminal.sources import Sources, read_sources

RUNS, STEPS, NODES, CALLS = 5, 10_000, 1_000, 500
LEAST_STEPS, MOST_CHECK_MS, MOST_GOLDEN_S = 20_000, 300, 5
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
HEAD = "flow: hotline\nlanguage_version: 1\nlanguages: [id, en]\nstart: n0\nnodes:\n"
MENU = """\
  {name}:
    menu:
      prompt: {{id: "Pilihan {name}?", en: "Choice {name}?"}}
      choices:
        - {{key: 1, label: {{id: "lanjut {name}", en: "on {name}"}}, says: {{id: ["[ayo] maju {name}"], en: ["go on {name}"]}}, goto: {next}}}
        - {{key: 2, label: {{id: "ulang {name}", en: "again {name}"}}, goto: {name}}}
"""
SAY = '  {name}: {{say: {{id: "Nomor {{{{ caller.number }}}}.", en: "Number {name}."}}, next: {next}}}\n'
BRANCH = "  {name}: {{branch: [{{when: \"alasan == 'x' and not caller.mobile\", goto: {next}}}], otherwise: {next}}}\n"
SET = '  {name}: {{set: {{alasan: x, nomor: "{{{{ alasan }}}}"}}, next: {next}}}\n'
FORM = '  {name}: {{form: {{fields: [{{slot: nomor, type: digits, ask: {{id: "Berapa?", en: "How many?"}}}}]}}, next: {next}}}\n'
KINDS = (MENU, SAY, BRANCH, SET, FORM)


def dialogue_figures(root: Path) -> Iterator[Figure]:
    sources = read_sources(root / "flows")
    yield figure("engine, simple steps on one core", _steps_a_second(), "steps/s", LEAST_STEPS)
    yield figure(f"check of a flow of {NODES} nodes", _check_ms(sources), "ms", at_most=MOST_CHECK_MS)
    yield figure(f"{CALLS} golden calls", _golden_s(sources), "s", at_most=MOST_GOLDEN_S)
    yield figure("python -m ivr check flows, the whole command", _command_ms(root), "ms")


def large_flow(nodes: int) -> str:
    """Menus, texts, branches, values and forms in turn, each leading to the next and the last to the first."""
    names = [f"n{number}" for number in range(nodes)]
    ahead = [*names[1:], names[0]]
    return HEAD + "".join(kind.format(name=n, next=a) for kind, n, a in zip(cycle(KINDS), names, ahead, strict=False))


def _steps_a_second() -> float:
    flow = compile_sources({"hotline.yaml": HEAD + MENU.format(name="n0", next="n0")}, {}, {}).flows["hotline"]
    waiting = step(flow, new_session(flow), CallStarted(), NOW).session

    def run() -> None:
        for _ in range(STEPS):
            step(flow, waiting, DigitsEntered("1"), NOW)

    return STEPS / _median_s(run)


def _check_ms(sources: Sources) -> float:
    text = large_flow(NODES)
    return 1000 * _median_s(lambda: compile_sources({"hotline.yaml": text}, sources.services, sources.agencies))


def _golden_s(sources: Sources) -> float:
    flows = compile_sources(sources.files, sources.services, sources.agencies).flows
    scripts = tuple(islice(cycle(read_suite(sources.files)), CALLS))
    return _median_s(lambda: list(play_suite(scripts, flows)))


def _command_ms(root: Path) -> float:
    """By the clock: what an author waits after a key stroke."""
    times: list[float] = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "ivr", "check", "flows"], cwd=root, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def _median_s(work: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)
