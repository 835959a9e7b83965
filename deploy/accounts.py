"""`python app.py user add`: asks for the password twice; nothing secret stands on the command line."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Collection

from sqlalchemy import MetaData

from runtime import accounts
from runtime.clock import SystemClock
from runtime.config import Settings
from runtime.db import Database
from runtime.migrations import migrate


def add(
    settings: Settings,
    metadata: MetaData,
    username: str,
    role: str,
    name: str,
    language: str,
    phone: str | None,
    agency: str | None,
    agencies: Collection[str],
) -> int:
    """0 when the account was made, 1 with a sentence when not. Without a terminal the password is a line of stdin."""
    if agency is not None and agency not in agencies:
        print(f"there is no agency {agency}; known are: {', '.join(agencies)}", file=sys.stderr)
        return 1
    password = _password()
    if password is None:
        print("the two passwords differ", file=sys.stderr)
        return 1
    database = Database(settings.database_url)
    try:
        migrate(database, metadata)
        with database.begin() as conn:
            accounts.add(conn, SystemClock().now(), username, password, role, name, language, phone, agency=agency)
    except accounts.AccountError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        database.close()
    print(f"account {username} ({role}) made")
    return 0


def _password() -> str | None:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("password: ")
    return first if first == getpass.getpass("again: ") else None
