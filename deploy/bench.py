"""`make bench`: the dialogue by itself; turns per second as a ratio to a bare view of the same run and server, CPU, latency, memory.

Medians of several runs; writes var/bench.json, a list of {name, value, unit, target, met, baseline}.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.bench_cases import million_figures, submit_figures
from deploy.bench_dialogue import dialogue_figures
from deploy.figure import Figure, figure
from runtime.config import Settings
from runtime.processes import open_port

RUNS, RUN_S, CALLERS = 3, 4.0, 4
TARGET_RATIO = 0.35
TOKEN = "token-of-the-benchmark"  # noqa: S105 - of a server that lives for the benchmark
READY_S = 60.0


def bench(settings: Settings) -> int:
    figures = [
        *dialogue_figures(settings.root),
        *submit_figures(settings.root),
        *_turns("NORMAL", settings.root),
        *_turns("FULL", settings.root),
        *_memory(settings.root),
    ]
    return _report(figures, settings.var / "bench.json")


def bench_cases(settings: Settings) -> int:
    """One million cases on each database, in minutes; writes var/bench-cases.json."""
    return _report([*submit_figures(settings.root), *million_figures(settings.root)], settings.var / "bench-cases.json")


def _report(figures: list[Figure], file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=1) + "\n")
    for row in figures:
        met = {True: "met", False: "MISSED", None: ""}[row["met"]]
        print(f"{row['name']:<44} {row['value']:>10} {row['unit']:<12} target {row['target']} {met}")
    return 0


def _turns(mode: str, root: Path) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, _server(root, Path(folder), mode) as (port, pids):
        _load(port, "turns", 1.5)
        rates: dict[str, list[float]] = {"bare": [], "turns": []}
        latencies: list[float] = []
        cpu = 0.0
        turns = 0
        for _ in range(RUNS):
            rates["bare"].append(_rate(_load(port, "bare", RUN_S)))
            before = _cpu_s(pids)
            answer = _load(port, "turns", RUN_S)
            cpu += _cpu_s(pids) - before
            turns += answer["count"]
            rates["turns"].append(_rate(answer))
            latencies += answer["latencies"]
    bare, full = (statistics.median(rates[kind]) for kind in ("bare", "turns"))
    latencies.sort()
    baseline = f"bare Flask view, {bare:.0f}/s, same run, {CALLERS} callers"
    return [
        figure(f"turns, synchronous={mode}", full, "turns/s", baseline=baseline),
        figure(f"turns to bare view, synchronous={mode}", full / bare, "ratio", TARGET_RATIO, baseline),
        figure(f"CPU per turn, synchronous={mode}", cpu / turns * 1000, "ms"),
        figure(f"turn latency p50, synchronous={mode}", latencies[len(latencies) // 2], "ms"),
        figure(f"turn latency p99, synchronous={mode}", latencies[int(len(latencies) * 0.99)], "ms"),
    ]


def _rate(answer: Mapping[str, Any]) -> float:
    return float(answer["count"]) / float(answer["seconds"])


def _load(port: int, kind: str, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "deploy.bench_caller", str(port), kind, str(seconds), str(CALLERS)]
    done = subprocess.run(command, env={**os.environ, "TWILIO_AUTH_TOKEN": TOKEN}, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@contextmanager
def _server(root: Path, folder: Path, mode: str) -> Iterator[tuple[int, list[int]]]:
    """The web process alone, prepared on a database of its own."""
    listener = open_port("127.0.0.1", 0)
    port = int(listener.getsockname()[1])
    environment = {
        **os.environ,
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "BENCH_SYNCHRONOUS": mode,
    }
    subprocess.run([sys.executable, "app.py", "migrate"], cwd=root, env=environment, check=True)
    options = [
        "--bind",
        f"fd://{listener.fileno()}",
        "--worker-class",
        "gthread",
        "--threads",
        "16",
        "--no-control-socket",
    ]
    command = [sys.executable, "-m", "gunicorn", "--log-level", "warning", *options, "deploy.bench_server:wsgi()"]
    process = subprocess.Popen(command, cwd=root, env=environment, pass_fds=(listener.fileno(),))
    listener.close()
    try:
        _wait_until_healthy(port)
        yield port, _family(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_healthy(port: int) -> dict[str, Any]:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                state: dict[str, Any] = json.load(answer)
                return state
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the benchmark's server did not become healthy")


def _memory(root: Path) -> list[Figure]:
    """Summed PSS of the whole product at rest, recognisers loaded, and the same without the recognisers' processes."""
    with tempfile.TemporaryDirectory() as folder:
        listener = open_port("127.0.0.1", 0)
        port = int(listener.getsockname()[1])
        listener.close()
        environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{Path(folder) / 'rest.sqlite3'}"}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=root, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for_recognisers(port)
            sizes = {pid: _pss_mb(pid) for pid in _family(process.pid)}
            recognisers = _recognisers_mb(sizes)
        finally:
            process.terminate()
            process.wait(20)
    whole = sum(sizes.values())
    return [
        figure("memory at rest, everything", whole, "MB PSS"),
        figure("memory at rest, without recognisers", whole - recognisers, "MB PSS"),
    ]


def _wait_for_recognisers(port: int) -> None:
    until = time.monotonic() + READY_S
    while _wait_until_healthy(port)["speech"].get("status") == "loading" and time.monotonic() < until:
        time.sleep(0.2)


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    children = (Path(f"/proc/{pid}/task/{task}/children") for task in os.listdir(f"/proc/{pid}/task"))  # noqa: PTH208
    found = [int(child) for file in children for child in file.read_text().split()]
    return [pid, *(member for child in found for member in _family(child))]


def _cpu_s(pids: list[int]) -> float:
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _pss_mb(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _recognisers_mb(sizes: Mapping[int, float]) -> float:
    """One recogniser runs by default: the largest process under the speech service, whose others only speak."""
    service = next(pid for pid in sizes if b"telephony.speech.service" in Path(f"/proc/{pid}/cmdline").read_bytes())
    return max(sizes[pid] for pid in _family(service))
