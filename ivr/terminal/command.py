"""`python -m ivr check|play|test PATH [--json]`: exit 0 when nothing is wrong, 1 when something is, 2 on wrong use."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ivr.flow import Compiled, compile_sources
from ivr.golden import FIRST_FLOW, Outcome, play_golden
from ivr.golden_given import FOLDER
from ivr.issue import Issue
from ivr.source_tree import plain
from ivr.terminal.play import play
from ivr.terminal.sources import CALLS, NoFlows, Sources, read_sources
from ivr.yaml_source import read_yaml

FINE, WRONG, MISUSED = 0, 1, 2


def main(arguments: Sequence[str], elsewhere: Sequence[str] = ()) -> int:
    """`elsewhere`: commands of the same program that other rooms run, for its help."""
    options = _parser(elsewhere).parse_args(arguments)
    try:
        sources = read_sources(Path(options.path))
    except NoFlows as problem:
        sys.stderr.write(f"{problem}\n")
        return MISUSED
    compiled = compile_sources(sources.files, sources.services, sources.agencies)
    issues = (*sources.issues, *compiled.issues)
    failed = any(issue.severity == "error" for issue in issues)
    if options.command == "check" or failed:
        _print_issues(issues, options.json)
        return WRONG if failed else FINE
    if options.command == "play":
        return _play(compiled, options.flow)
    return _test(sources, compiled, options.json)


def _parser(elsewhere: Sequence[str]) -> argparse.ArgumentParser:
    also = f"also: {', '.join(elsewhere)}; each has its own --help" if elsewhere else None
    parser = argparse.ArgumentParser(prog="python -m ivr", description="Check, play and test call flows.", epilog=also)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("check", "say what is wrong"), ("play", "a call by typing"), ("test", "play the golden calls")):
        command = commands.add_parser(name, help=text)
        command.add_argument("path", metavar="PATH", help="the flows folder")
        command.add_argument("--json", action="store_true", help="the same as data")
        command.add_argument("--flow", default=FIRST_FLOW, help="where a played call begins")
    return parser


def _print_issues(issues: Sequence[Issue], as_json: bool) -> None:
    if as_json:
        print(json.dumps([issue.to_json() for issue in issues], ensure_ascii=False, indent=2))
    else:
        for issue in issues:
            print(issue)


def _play(compiled: Compiled, name: str) -> int:
    flow = compiled.flows.get(name)
    if flow is None:
        sys.stderr.write(f"there is no flow {name}; there are {', '.join(compiled.flows)}\n")
        return MISUSED
    play(flow, sys.stdin, print, datetime.now(UTC))
    return FINE


def golden_calls(sources: Sources, compiled: Compiled) -> Iterator[Outcome]:
    """The golden calls in the order of their files; an unreadable file is a failed call."""
    given = _given_files(sources)
    for path in sorted(sources.files):
        if path.startswith(f"{CALLS}/") and not path.startswith(f"{FOLDER}/"):
            tree, issues = read_yaml(sources.files[path], path)
            if tree is None or issues:
                yield Outcome(path, tuple(issues), 0)
            else:
                yield play_golden(tree, compiled.flows, path, given)


def _given_files(sources: Sources) -> dict[str, Any]:
    read = {path: read_yaml(text, path)[0] for path, text in sources.files.items() if path.startswith(f"{FOLDER}/")}
    return {path.rsplit("/", 1)[-1]: plain(tree) for path, tree in read.items() if tree is not None}


def _test(sources: Sources, compiled: Compiled, as_json: bool) -> int:
    outcomes = list(golden_calls(sources, compiled))
    failed = [outcome for outcome in outcomes if outcome.issues]
    if as_json:
        calls = [
            {"call": o.name, "passed": not o.issues, "issues": [issue.to_json() for issue in o.issues]}
            for o in outcomes
        ]
        print(json.dumps(calls, ensure_ascii=False, indent=2))
    else:
        for outcome in failed:
            _print_issues(outcome.issues, False)
        print(f"{len(outcomes) - len(failed)} of {len(outcomes)} golden calls passed")
    return WRONG if failed else FINE
