"""The history of a document: who did what, when and why. Rows are added and never changed; the database itself refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, desc, select

from knowledge_base.life.models import knowledge_steps

Kind = Literal[
    "began", "submitted", "withdrawn", "approved", "rejected", "scheduled", "cancelled", "refused", "overridden",
    "published", "taken_back", "discarded",
]  # fmt: skip
MOVES = ("published", "taken_back")
"""The kinds that changed what callers are told. `refused`: a publication that was due and could not be."""
MOST = 200


@dataclass(frozen=True)
class Step:
    """`digest` is the text that it was about; `before` what stood until a move."""

    id: int
    at: datetime
    document: str
    revision: str | None
    kind: str
    person: str
    why: str
    digest: str | None
    before: str | None


def append(
    conn: Connection,
    now: datetime,
    document: str,
    kind: Kind,
    person: str,
    why: str = "",
    *,
    revision: str | None = None,
    digest: str | None = None,
    before: str | None = None,
) -> None:
    row = {"at": now, "document": document, "kind": kind, "person": person, "why": why}
    conn.execute(knowledge_steps.insert().values(**row, revision=revision, digest=digest, before=before))


def of(conn: Connection, document: str, most: int = MOST) -> list[Step]:
    """The newest first."""
    own = select(knowledge_steps).where(knowledge_steps.c.document == document)
    rows = conn.execute(own.order_by(desc(knowledge_steps.c.id)).limit(most)).mappings()
    return [Step(**row) for row in rows]


def of_revision(conn: Connection, revision: str) -> list[Step]:
    """The oldest first."""
    own = select(knowledge_steps).where(knowledge_steps.c.revision == revision)
    return [Step(**row) for row in conn.execute(own.order_by(knowledge_steps.c.id)).mappings()]


def was_published(conn: Connection, document: str, digest: str) -> bool:
    """Whether callers have ever been told this text, be it as what stood before the first publication."""
    own = (knowledge_steps.c.document == document, knowledge_steps.c.kind.in_(MOVES))
    either = (knowledge_steps.c.digest == digest) | (knowledge_steps.c.before == digest)
    return conn.execute(select(knowledge_steps.c.id).where(*own, either).limit(1)).first() is not None
