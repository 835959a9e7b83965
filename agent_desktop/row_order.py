"""The order in which transactions of this room take their locks."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from runtime import event_log

_TAKE_LOG = select(func.pg_advisory_xact_lock(event_log.LOCK))


def take_turn(conn: Connection) -> None:
    """Changes to who waits and who works happen one after the other. Call it before the first row is touched.

    SQLite's write transaction is that already. On PostgreSQL the event log's lock comes first: a transaction that
    has written to the log and then touches a queue row would otherwise deadlock with one that does the reverse.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(_TAKE_LOG)
