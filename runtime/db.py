"""The database: one MetaData for the tables of all rooms, and short transactions on SQLite or PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, Table, TypeDecorator, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
BUSY_S = 10
POOL = {"pool_size": 8, "max_overflow": 24, "pool_timeout": BUSY_S, "pool_use_lifo": True}


class DatabaseBusy(Exception):
    """Nobody got to write within BUSY_S seconds: a transaction is held open too long, or opened inside another."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, in and out. Refuses a naive one with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert_into(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`, as this database says it."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


class Database:
    """Connections to one database. Safe for threads; make it after a fork, not before."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's, with or without a driver: sqlite:///file, postgresql://user@host/name."""
        self.url = _with_driver(make_url(url))
        self.dialect: str = self.url.get_backend_name()
        self._turn_to_write = threading.Lock()
        self.engine = _engine(self.url)
        self._readers = self.engine.execution_options(reads_only=True)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write: committed at the end, rolled back by an exception. Never open one inside another.

        On SQLite it holds the one write lock from its first moment. Raises DatabaseBusy.
        """
        with self._waiting_for_turn(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; on SQLite it neither waits for a writer nor holds one up."""
        with self._readers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back every pooled connection."""
        self.engine.dispose()

    @contextmanager
    def _waiting_for_turn(self) -> Iterator[None]:
        # SQLite's own busy handler polls and is not fair: threads of one process queue here, before they take a connection.
        if self.dialect != "sqlite":
            yield
            return
        if not self._turn_to_write.acquire(timeout=BUSY_S):
            raise DatabaseBusy(f"no write lock within {BUSY_S} s")
        try:
            yield
        finally:
            self._turn_to_write.release()


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _engine(url: URL) -> Engine:
    # hide_parameters: an error's text goes to the log, and parameters hold personal values.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, **POOL)
    in_file = url.database not in (None, "", ":memory:")
    if in_file:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_S}, **(POOL if in_file else {}))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes late and is deferred: a read that turns into a write would fail as busy.
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_S * 1000}"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
