"""What happened, past tense, in order, and never changed. Screens and reports read it by id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from runtime.models import event_log

# On PostgreSQL a sequence is given out before the commit: without this lock a reader of `since` could skip a late id.
LOCK = 0x1061
_TAKE_LOCK = select(func.pg_advisory_xact_lock(LOCK))
_INSERT = event_log.insert().returning(event_log.c.id)
_SINCE = select(event_log).where(event_log.c.id > bindparam("after")).order_by(event_log.c.id).limit(bindparam("most"))
_OF_CASE = select(event_log).where(event_log.c.case_id == bindparam("case")).order_by(event_log.c.id)
_OF_CALL = select(event_log).where(event_log.c.call_id == bindparam("call")).order_by(event_log.c.id)


@dataclass(frozen=True)
class Entry:
    """One line of the log. `data` is a plain JSON object; personal values stay inside it, never in `kind`."""

    id: int
    at: datetime
    kind: str
    call_id: str | None
    case_id: str | None
    actor: str | None
    data: dict[str, Any]


def append(
    conn: Connection,
    now: datetime,
    kind: str,
    *,
    call_id: str | None = None,
    case_id: str | None = None,
    actor: str | None = None,
    data: dict[str, Any] | None = None,
) -> int:
    """Write one entry in the caller's transaction; its id. Ids become visible in order, so append late: on PostgreSQL
    the transaction holds the log's lock from here to its end."""
    take_lock(conn)
    entry = {"at": now, "kind": kind, "call_id": call_id, "case_id": case_id, "actor": actor, "data": data or {}}
    return int(conn.execute(_INSERT, entry).scalar_one())


def take_lock(conn: Connection) -> None:
    """The log's lock, to the end of the transaction. Who locks rows of its own besides takes this one first."""
    if conn.dialect.name == "postgresql":
        conn.execute(_TAKE_LOCK)


def since(conn: Connection, after_id: int, limit: int = 500) -> list[Entry]:
    """At most `limit` entries that follow the entry `after_id`, oldest first."""
    return _entries(conn, _SINCE, {"after": after_id, "most": limit})


def of_call(conn: Connection, call_id: str) -> list[Entry]:
    """All of one call, oldest first."""
    return _entries(conn, _OF_CALL, {"call": call_id})


def of_case(conn: Connection, case_id: str) -> list[Entry]:
    """All of one case, oldest first."""
    return _entries(conn, _OF_CASE, {"case": case_id})


def last_id(conn: Connection) -> int:
    """The newest entry's id, 0 when there is none."""
    return int(conn.execute(select(func.coalesce(func.max(event_log.c.id), 0))).scalar_one())


def _entries(conn: Connection, query: Select[*tuple[Any, ...]], values: dict[str, Any]) -> list[Entry]:
    return [Entry(**row) for row in conn.execute(query, values).mappings()]
