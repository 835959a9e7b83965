"""The tables of the life of knowledge. A text never changes: it is named by what stands in it."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from runtime.append_only import keep_as_written
from runtime.db import UtcDateTime, metadata
from runtime.models import COUNTED, ID

DIGEST = String(64)
DOCUMENT = String(40)
OPEN = text("state IN ('draft', 'in_review', 'approved', 'scheduled')")
NOT_DONE = text("closed_at IS NULL")

knowledge_texts = Table(
    "knowledge_texts",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("text", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)

knowledge_revisions = Table(
    "knowledge_revisions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document", DOCUMENT, nullable=False),
    Column("agency", String(8), nullable=False),
    Column("author", String(64), nullable=False),
    Column("base", DIGEST),
    Column("digest", DIGEST, ForeignKey(knowledge_texts.c.digest), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("approved_by", String(64)),
    Column("due_at", UtcDateTime),
    Column("scheduled_by", String(64)),
    Column("override_reason", Text),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("ix_knowledge_revisions_state_due_at", "state", "due_at"),
    Index("uq_knowledge_revisions_open", "document", "author", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
)

knowledge_live = Table(
    "knowledge_live",
    metadata,
    Column("document", DOCUMENT, primary_key=True),
    Column("path", String(120), nullable=False),
    Column("digest", DIGEST, ForeignKey(knowledge_texts.c.digest), nullable=False),
    Column("shipped", DIGEST),
    Column("moved_at", UtcDateTime, nullable=False),
)

knowledge_steps = Table(
    "knowledge_steps",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("document", DOCUMENT, nullable=False, index=True),
    Column("revision", ID),
    Column("kind", String(16), nullable=False),
    Column("person", String(64), nullable=False),
    Column("why", Text, nullable=False),
    Column("digest", DIGEST),
    Column("before", DIGEST),
    sqlite_autoincrement=True,
)
keep_as_written(knowledge_steps, "the history of the knowledge is append-only")

knowledge_tasks = Table(
    "knowledge_tasks",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("document", DOCUMENT, nullable=False),
    Column("agency", String(8), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String(64)),
    Column("answer", Text),
    Index(
        "uq_knowledge_tasks_open", "document", "reason", unique=True, sqlite_where=NOT_DONE, postgresql_where=NOT_DONE
    ),
    sqlite_autoincrement=True,
)

knowledge_marks = Table(
    "knowledge_marks",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("digest", DIGEST, nullable=False),
)
