"""What agents and callers found doubtful: one open task for each document and reason, counted, for the owner agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update

from knowledge_base.life.models import NOT_DONE, knowledge_tasks
from knowledge_base.life.refusal import Refused
from knowledge_base.life.rights import require, said
from runtime.accounts import Account
from runtime.db import insert_into

REASONS = ("not_useful", "not_sure")
MOST_SOURCES = 20


@dataclass(frozen=True)
class Task:
    """`sources` are the calls in which it was said, the newest last, as ids; `times` counts all of them."""

    id: int
    document: str
    agency: str
    reason: str
    times: int
    sources: list[str]
    first_at: datetime
    last_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    answer: str | None


def report(
    conn: Connection, now: datetime, document: str, agency: str, reason: str, call_id: str | None = None
) -> None:
    """Once for each call, document and reason while the task is open. `reason` is one of REASONS."""
    sources = [call_id] if call_id else []
    row = {"document": document, "agency": agency, "reason": reason, "times": 1, "sources": sources}
    new = insert_into(conn, knowledge_tasks).values(**row, first_at=now, last_at=now)
    made = new.on_conflict_do_nothing(index_elements=["document", "reason"], index_where=NOT_DONE)
    while conn.execute(made.returning(knowledge_tasks.c.id)).first() is None:
        same = (knowledge_tasks.c.document == document, knowledge_tasks.c.reason == reason, NOT_DONE)
        open_task = conn.execute(select(knowledge_tasks).where(*same).with_for_update()).mappings().first()
        if open_task is not None:
            _count(conn, now, open_task, sources)
            return


def _count(conn: Connection, now: datetime, open_task: RowMapping, sources: list[str]) -> None:
    if sources and sources[0] in open_task["sources"]:
        return
    values = {"sources": [*open_task["sources"], *sources][-MOST_SOURCES:], "last_at": now}
    told = update(knowledge_tasks).where(knowledge_tasks.c.id == open_task["id"])
    conn.execute(told.values(**values, times=knowledge_tasks.c.times + 1))


def open_tasks(conn: Connection, document: str | None = None) -> list[Task]:
    """The oldest first."""
    query = select(knowledge_tasks).where(NOT_DONE)
    if document is not None:
        query = query.where(knowledge_tasks.c.document == document)
    return [Task(**row) for row in conn.execute(query.order_by(knowledge_tasks.c.id)).mappings()]


def counted(conn: Connection) -> dict[str, int]:
    """How often each document was found doubtful since its tasks were opened."""
    query = select(knowledge_tasks.c.document, func.sum(knowledge_tasks.c.times).label("times")).where(NOT_DONE)
    return {row.document: int(row.times) for row in conn.execute(query.group_by(knowledge_tasks.c.document))}


def close(conn: Connection, now: datetime, who: Account, id: int, answer: str) -> None:
    """By whoever answers for the document. Raises Refused."""
    words = said(answer)
    row = conn.execute(select(knowledge_tasks).where(knowledge_tasks.c.id == id)).mappings().first()
    if row is None:
        raise Refused("unknown", "there is no such task")
    require(who, "edit_knowledge", row["agency"])
    if not _close(conn, now, who.username, words, knowledge_tasks.c.id == id):
        raise Refused("state", "this task is closed already")


def close_by_publication(conn: Connection, now: datetime, document: str, person: str, why: str) -> None:
    """A new text answers whatever was open."""
    _close(conn, now, person, why, knowledge_tasks.c.document == document)


def _close(conn: Connection, now: datetime, person: str, answer: str, which: object) -> bool:
    closing = update(knowledge_tasks).where(which, NOT_DONE)  # type: ignore[arg-type]
    return conn.execute(closing.values(closed_at=now, closed_by=person, answer=answer)).rowcount > 0
