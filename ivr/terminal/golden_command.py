"""`python -m ivr test PATH`: plays the golden calls, says what they reach, or rewrites what they hear."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ivr.coverage import coverage
from ivr.flow import Compiled
from ivr.folder import CALLS
from ivr.golden import Outcome
from ivr.golden_suite import Script, play_suite, read_suite
from ivr.golden_update import update
from ivr.issue import Issue
from ivr.terminal.sources import Sources
from ivr.ways import traced

FINE, WRONG, MISUSED = 0, 1, 2
THROUGH = ("engine", "webhooks", "carrier")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--call", metavar="NAME", action="append", help="only this one; may stand several times")
    parser.add_argument("--coverage", action="store_true", help="which nodes and exits the calls reach, and which not")
    parser.add_argument(
        "--update", action="store_true", help="rewrite what failing calls hear and expect; read the diff"
    )
    parser.add_argument(
        "--through",
        choices=THROUGH,
        default=THROUGH[0],
        help="the engine alone; the web application's webhooks; or the local carrier, with synthesised speech",
    )


@dataclass(frozen=True)
class Suite:
    """`folder` is where the files stand."""

    folder: Path
    scripts: tuple[Script, ...]
    compiled: Compiled


def chosen(scripts: tuple[Script, ...], names: Sequence[str] | None) -> tuple[Script, ...]:
    """The calls of these names, or of these files. Raises LookupError for a name that none has."""
    if not names:
        return scripts
    known = {name: script for script in scripts for name in (Path(script.file).stem, script.name)}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise LookupError(f"there is no golden call {name}" + (f"; did you mean {near[0]}?" if near else ""))
    return tuple({known[name].file: known[name] for name in names}.values())


def named(sources: Sources, names: Sequence[str] | None) -> tuple[Script, ...]:
    """The golden calls that the path and `names` choose. Raises LookupError."""
    scripts = read_suite(sources.files)
    if sources.only.startswith(f"{CALLS}/"):
        scripts = tuple(script for script in scripts if script.file == sources.only)
    return chosen(scripts, names)


def run(suite: Suite, options: argparse.Namespace) -> int:
    """Through the engine: exit 0 when every call went as written, 1 when one did not."""
    if options.update:
        return _update(suite, options.json)
    flows = traced(suite.compiled.flows) if options.coverage else suite.compiled.flows
    outcomes = list(play_suite(suite.scripts, flows))
    if not options.coverage:
        return report(outcomes, options.json)
    passed = {node for outcome in outcomes for node in outcome.nodes}
    taken = {way for outcome in outcomes for way in outcome.ways}
    reached = list(coverage(suite.compiled.flows, passed, taken))
    if options.json:
        print(json.dumps({"calls": told(outcomes), "coverage": [each.to_json() for each in reached]}, indent=2))
        return _code(outcomes)
    for each in reached:
        print(each)
        for missed in each.missed:
            print(f"  {missed}")
    return report(outcomes, False)


def report(outcomes: Sequence[Outcome], as_json: bool) -> int:
    """Prints how the calls went, however they were played; the exit code."""
    if as_json:
        print(json.dumps(told(outcomes), ensure_ascii=False, indent=2))
        return _code(outcomes)
    for outcome in outcomes:
        for issue in outcome.issues:
            print(issue)
        if outcome.skipped:
            print(f"skipped: {outcome.name}: {outcome.skipped}")
    passed, skipped = sum(outcome.passed for outcome in outcomes), sum(bool(outcome.skipped) for outcome in outcomes)
    print(f"{passed} of {len(outcomes)} golden calls passed" + (f", {skipped} skipped" if skipped else ""))
    return _code(outcomes)


def told(outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    return [
        {
            "call": outcome.name,
            "passed": outcome.passed,
            "skipped": outcome.skipped,
            "issues": [issue.to_json() for issue in outcome.issues],
        }
        for outcome in outcomes
    ]


def _code(outcomes: Iterable[Outcome]) -> int:
    return WRONG if any(outcome.issues for outcome in outcomes) else FINE


def _update(suite: Suite, as_json: bool) -> int:
    """Writes the files whose calls now hear otherwise. Exit 1 when a call could not be mended."""
    issues: list[Issue] = []
    written: list[str] = []
    for script in suite.scripts:
        file = suite.folder / script.file
        before = file.read_bytes().decode("utf-8", "replace") if script.call is not None else ""
        mended = update(before, script.call, suite.compiled.flows) if script.call is not None else None
        issues.extend(mended.issues if mended is not None else script.issues)
        if mended is not None and mended.text != before:
            file.write_bytes(mended.text.encode())
            written.append(script.file)
    if as_json:
        print(json.dumps({"rewritten": written, "issues": [issue.to_json() for issue in issues]}, indent=2))
    else:
        _say(print, issues, written)
    return WRONG if issues else FINE


def _say(show: Callable[[str], object], issues: Sequence[Issue], written: Sequence[str]) -> None:
    for issue in issues:
        show(str(issue))
    for file in written:
        show(f"rewritten: {file}")
    show(f"{len(written)} golden calls rewritten" + ("; read the diff" if written else ""))


def complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return MISUSED
