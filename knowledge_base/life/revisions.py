"""A revision on its way: one person's text of a document, and how far it has come. Each change claims it by its version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from knowledge_base.life.models import knowledge_revisions
from knowledge_base.life.refusal import Refused

DRAFT, IN_REVIEW, APPROVED, SCHEDULED = "draft", "in_review", "approved", "scheduled"
PUBLISHED, DISCARDED = "published", "discarded"
OPEN = (DRAFT, IN_REVIEW, APPROVED, SCHEDULED)


@dataclass(frozen=True)
class Revision:
    """`base` is the digest of what stood when it was begun, None for a new document; `agency` owns the document."""

    id: str
    document: str
    agency: str
    author: str
    base: str | None
    digest: str
    state: str
    version: int
    approved_by: str | None
    due_at: datetime | None
    scheduled_by: str | None
    override_reason: str | None
    changed_at: datetime


_COLUMNS = tuple(knowledge_revisions.c[name] for name in Revision.__dataclass_fields__)


def get(conn: Connection, id: str) -> Revision:
    """Raises Refused."""
    row = conn.execute(select(*_COLUMNS).where(knowledge_revisions.c.id == id)).mappings().first()
    if row is None:
        raise Refused("unknown", "there is no such revision")
    return Revision(**row)


def open_ones(conn: Connection, document: str | None = None, state: str | None = None) -> list[Revision]:
    """Of one document or of all; who waits longest first."""
    query = select(*_COLUMNS).where(knowledge_revisions.c.state.in_((state,) if state else OPEN))
    if document is not None:
        query = query.where(knowledge_revisions.c.document == document)
    rows = conn.execute(query.order_by(knowledge_revisions.c.changed_at, knowledge_revisions.c.id)).mappings()
    return [Revision(**row) for row in rows]


def due(conn: Connection, now: datetime) -> list[Revision]:
    """Scheduled for a time that has come, in that order."""
    ready = (knowledge_revisions.c.state == SCHEDULED, knowledge_revisions.c.due_at <= now)
    rows = conn.execute(select(*_COLUMNS).where(*ready).order_by(knowledge_revisions.c.due_at)).mappings()
    return [Revision(**row) for row in rows]


def change(
    conn: Connection, now: datetime, revision: Revision, version: int, states: Sequence[str], **values: Any
) -> Revision:
    """The revision with other values, if it still is as the asker saw it. Raises Refused conflict or state."""
    own = (
        knowledge_revisions.c.id == revision.id,
        knowledge_revisions.c.version == version,
        knowledge_revisions.c.state.in_(states),
    )
    changed = {**values, "version": version + 1, "changed_at": now}
    if conn.execute(update(knowledge_revisions).where(*own).values(changed)).rowcount != 1:
        stands = get(conn, revision.id)
        if stands.version != version:
            raise Refused("conflict", f"{stands.document} was changed meanwhile: it is {stands.state}")
        raise Refused("state", f"this is not done with what is {stands.state}")
    return get(conn, revision.id)
