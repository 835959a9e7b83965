"""`python -m ivr record CALL`: a real call as a golden call, printed; personal values are replaced by stand-ins."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from app import ROOT
from deploy.golden.recorded import NoSuchCall, read_call
from deploy.golden.retelling import retell
from ivr.golden import play_golden
from ivr.yaml_source import read_yaml
from runtime.clock import SystemClock
from runtime.config import ConfigError, Settings
from runtime.db import Database
from runtime.flow_store import FlowStore, NoLiveFlow

FINE, WRONG, MISUSED = 0, 1, 2


def main(words: Sequence[str]) -> int:
    """Exit 1 when the flow cannot be brought to go as it went then; what was printed ends there."""
    parser = argparse.ArgumentParser(prog="python -m ivr record", description=(__doc__ or "").split(": ")[1])
    parser.add_argument("command", choices=("record",), help=argparse.SUPPRESS)
    parser.add_argument("call", metavar="CALL", help="the call's id, as the desk and the event log name it")
    options = parser.parse_args(words)
    try:
        settings = Settings.from_environment(os.environ, ROOT)
    except ConfigError as error:
        print(f"setting: {error}", file=sys.stderr)
        return MISUSED
    database = Database(settings.database_url)
    try:
        return _record(database, settings, options.call)
    except (NoSuchCall, NoLiveFlow) as problem:
        print(problem, file=sys.stderr)
        return MISUSED
    finally:
        database.close()


def _record(database: Database, settings: Settings, id: str) -> int:
    with database.read() as conn:
        call = read_call(conn, id)
    flow = FlowStore(database, SystemClock()).pinned(call.revision, call.flow)
    told = retell(call, flow, settings.timezone)
    print(told.text(), end="")
    problems = [told.parted] if told.parted else []
    tree, _ = read_yaml(told.text(), "the printed call")
    if tree is not None:
        problems += [str(issue) for issue in play_golden(tree, flow.library.flows, "the printed call", {}).issues]
    for problem in problems:
        print(problem, file=sys.stderr)
    return WRONG if problems else FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
