"""The tables of this room."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from runtime.db import UtcDateTime, metadata

ID = String(32)
COUNTED = BigInteger().with_variant(Integer, "sqlite")

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("language", String(8), nullable=False),
    Column("phone", String(32)),
    Column("disabled", Boolean, nullable=False, server_default=false()),
    Column("demo", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
)

logins = Table(
    "logins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ID, ForeignKey(accounts.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

event_log = Table(
    "event_log",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("call_id", ID, index=True),
    Column("case_id", ID, index=True),
    Column("actor", String(64)),
    Column("data", JSON, nullable=False),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("key", String(160), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Column("claimed_until", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Index("ix_outbox_waiting", "delivered_at", "due_at"),
)

flow_revisions = Table(
    "flow_revisions",
    metadata,
    Column("revision", String(64), primary_key=True),
    Column("sources", JSON, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("published_by", String(64), nullable=False),
)

flow_aliases = Table(
    "flow_aliases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("revision", String(64), ForeignKey(flow_revisions.c.revision), nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

dialogue_sessions = Table(
    "dialogue_sessions",
    metadata,
    Column("call_id", ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

turn_replies = Table(
    "turn_replies",
    metadata,
    Column("call_id", ID, ForeignKey(dialogue_sessions.c.call_id, ondelete="CASCADE"), primary_key=True),
    Column("wait", Integer, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
