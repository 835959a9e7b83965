"""`python -m ivr revisions`: what is kept of the flows, the newest last."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from runtime.config import ConfigError, Settings
from runtime.db import Database, metadata
from runtime.migrations import migrate
from runtime.models import flow_aliases, flow_revisions

ROOT = Path(__file__).resolve().parent.parent


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ivr")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("revisions", help="what is kept, the newest last; * marks what answers calls")
    parser.parse_args(words)
    try:
        settings = Settings.from_environment(os.environ, ROOT)
    except ConfigError as problem:
        print(f"setting: {problem}", file=sys.stderr)
        return 2
    database = Database(settings.database_url)
    try:
        migrate(database, metadata)
        _list(database)
    finally:
        database.close()
    return 0


def _list(database: Database) -> None:
    kept = select(flow_revisions.c.revision, flow_revisions.c.kept_at, flow_revisions.c.kept_by)
    with database.read() as conn:
        live = set(conn.execute(select(flow_aliases.c.revision)).scalars())
        for revision, at, by in conn.execute(kept.order_by(flow_revisions.c.kept_at)):
            print(f"{'*' if revision in live else ' '} {revision}  {at:%Y-%m-%d %H:%M}  {by}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
