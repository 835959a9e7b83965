"""`python -m ivr check|play|test PATH [--json]`, `python -m ivr schema`: exit 0 when nothing is wrong, 1 when something is, 2 on wrong use."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ivr.checks.calendars import due
from ivr.flow import Compiled, compile_sources
from ivr.golden import FIRST_FLOW
from ivr.golden_suite import read_suite
from ivr.issue import Issue
from ivr.terminal import golden_command
from ivr.terminal.play import play
from ivr.terminal.sources import NoFlows, Sources, read_sources

FINE, WRONG, MISUSED = 0, 1, 2


def main(arguments: Sequence[str], elsewhere: Sequence[str] = ()) -> int:
    """`elsewhere`: commands of the same program that other rooms run, for its help."""
    options = parser(elsewhere).parse_args(arguments)
    if options.command == "schema":
        from ivr.editor_schema import editor_schema  # a check at each key stroke does without it

        print(json.dumps(editor_schema(), ensure_ascii=False, indent=1, sort_keys=True))
        return FINE
    if options.command == "holidays":
        from ivr.terminal import holidays_command  # its library takes as long to load as a check

        print("\n".join(holidays_command.lines(options.year)))
        return FINE
    try:
        sources = read_sources(Path(options.path))
    except NoFlows as problem:
        sys.stderr.write(f"{problem}\n")
        return MISUSED
    compiled = compile_sources(sources.files, sources.services, sources.agencies)
    issues = (*sources.issues, *compiled.issues)
    if options.command == "check":
        return _report(_to_tell(sources, (*issues, *_due(compiled))), options.json)
    if compiled.errors:
        return _report(issues, options.json)
    if options.command == "play":
        return _play(compiled, options)
    return _test(sources, compiled, options)


def parser(elsewhere: Sequence[str]) -> argparse.ArgumentParser:
    also = f"also: {', '.join(elsewhere)}; each has its own --help" if elsewhere else None
    made = argparse.ArgumentParser(prog="python -m ivr", description="Check, play and test call flows.", epilog=also)
    commands = made.add_subparsers(dest="command", required=True)
    for name, text in (("check", "say what is wrong"), ("play", "a call by typing"), ("test", "play the golden calls")):
        command = commands.add_parser(name, help=text)
        command.add_argument("path", metavar="PATH", help="the flows folder, or one file of it")
        command.add_argument("--json", action="store_true", help="the same as data")
        if name == "play":
            command.add_argument("--flow", default=FIRST_FLOW, help="where the call begins")
            command.add_argument(
                "--at", metavar="TIME", help="when the call is, such as 2026-05-01T10:00; else now, open"
            )
        if name == "test":
            golden_command.add_options(command)
    year = commands.add_parser("holidays", help="print a year's holidays, joint leave and Ramadan for a calendar")
    year.add_argument("year", type=int, metavar="YEAR")
    commands.add_parser("schema", help="print the JSON Schema of flow files, for completion in an editor")
    return made


def _to_tell(sources: Sources, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Those of the flows and of what is written wrongly in golden calls; of one file alone where one was named."""
    of_calls = (issue for script in read_suite(sources.files) for issue in script.issues)
    return tuple(issue for issue in (*issues, *of_calls) if not sources.only or issue.file == sources.only)


def _due(compiled: Compiled) -> Iterator[Issue]:
    """What time has made wrong."""
    flow = next(iter(compiled.flows.values()), None)
    return due(flow.library, datetime.now(UTC)) if flow is not None else iter(())


def _report(issues: Sequence[Issue], as_json: bool) -> int:
    if as_json:
        print(json.dumps([issue.to_json() for issue in issues], ensure_ascii=False, indent=2))
    else:
        for issue in issues:
            print(issue)
    return WRONG if any(issue.severity == "error" for issue in issues) else FINE


def _play(compiled: Compiled, options: argparse.Namespace) -> int:
    flow = compiled.flows.get(options.flow)
    if flow is None:
        return golden_command.complain(f"there is no flow {options.flow}; there are {', '.join(compiled.flows)}")
    if options.at is None:
        play(flow, sys.stdin, print, datetime.now(UTC), always_open=True)
        return FINE
    try:
        moment = datetime.fromisoformat(options.at)
    except ValueError:
        return golden_command.complain(f"--at {options.at}: not a time such as 2026-05-01T10:00")
    at = moment if moment.tzinfo is not None else moment.replace(tzinfo=flow.library.zone)
    play(flow, sys.stdin, print, at)
    return FINE


def _test(sources: Sources, compiled: Compiled, options: argparse.Namespace) -> int:
    try:
        suite = golden_command.Suite(sources.folder, golden_command.named(sources, options.call), compiled)
    except LookupError as problem:
        return golden_command.complain(str(problem.args[0]))
    if options.through != golden_command.THROUGH[0]:
        return golden_command.complain(f"--through {options.through} is run by python -m ivr alone")
    return golden_command.run(suite, options)
