"""Numbered work that one holder at a time may do, among all threads and processes of one database.

Whoever dies lets go at that moment: on SQLite a byte of a file beside the database is locked by the operating system for
its process; on PostgreSQL a lock belongs to a connection, and is lost should the server itself restart.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from runtime.db import Database

NAMESPACE = 0x1062 << 40
_guard = threading.Lock()
_files: dict[str, int] = {}
_ours: set[tuple[str, int]] = set()


@contextmanager
def held(database: Database, number: int) -> Iterator[bool]:
    """Whether nobody else holds `number` (0 or more); if so it is ours to the end of the block. Never waits."""
    hold = _by_connection if database.dialect == "postgresql" else _by_file
    with hold(database, number) as mine:
        yield mine


@contextmanager
def _by_connection(database: Database, number: int) -> Iterator[bool]:
    key = NAMESPACE + number
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        mine = bool(connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one())
        try:
            yield mine
        finally:
            if mine:
                connection.execute(select(func.pg_advisory_unlock(key)))


@contextmanager
def _by_file(database: Database, number: int) -> Iterator[bool]:
    name = f"{database.url.database}-held"
    mine = _take(name, number)
    try:
        yield mine
    finally:
        if mine:
            with _guard:
                fcntl.lockf(_files[name], fcntl.LOCK_UN, 1, number)
                _ours.discard((name, number))


def _take(name: str, number: int) -> bool:
    """A file's locks are its process's, and closing any handle of it gives all up: one handle, never closed."""
    with _guard:
        if (name, number) in _ours:
            return False
        if name not in _files:
            _files[name] = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.lockf(_files[name], fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except OSError:
            return False
        _ours.add((name, number))
        return True
