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

from runtime.append_only import keep_as_written
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
    Column("agency", String(8)),
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
    Column("delivered_at", UtcDateTime),
    Column("given_up_at", UtcDateTime, index=True),
    Index("ix_outbox_waiting", "delivered_at", "due_at"),
)

flow_revisions = Table(
    "flow_revisions",
    metadata,
    Column("revision", String(64), primary_key=True),
    Column("sources", JSON, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("kept_by", String(64), nullable=False),
)

flow_golden_calls = Table(
    "flow_golden_calls",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("files", JSON, nullable=False),
)

flow_aliases = Table(
    "flow_aliases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("revision", String(64), ForeignKey(flow_revisions.c.revision), nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

flow_audit = Table(
    "flow_audit",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("alias", String(64), nullable=False),
    Column("revision", String(64), ForeignKey(flow_revisions.c.revision), nullable=False),
    Column("moved_from", String(64)),
    Column("golden_calls", String(64), ForeignKey(flow_golden_calls.c.digest)),
    Column("person", String(64), nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)
keep_as_written(flow_audit, "the audit of the flows is append-only")

flow_drafts = Table(
    "flow_drafts",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("base", String(64), ForeignKey(flow_revisions.c.revision), nullable=False),
    Column("files", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

flow_schedule = Table(
    "flow_schedule",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("revision", String(64), ForeignKey(flow_revisions.c.revision), nullable=False),
    Column("golden_calls", String(64), ForeignKey(flow_golden_calls.c.digest)),
    Column("alias", String(64), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("person", String(64), nullable=False),
    Column("why", Text, nullable=False),
    Column("override_reason", Text, nullable=False),
    Column("base", String(64)),
    Column("state", String(16), nullable=False),
    Index("ix_flow_schedule_state_due", "state", "due_at"),
    sqlite_autoincrement=True,
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

lookups = Table(
    "lookups",
    metadata,
    Column("call_id", ID, ForeignKey(dialogue_sessions.c.call_id, ondelete="CASCADE"), primary_key=True),
    Column("wait", Integer, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("claimed_until", UtcDateTime, nullable=False),
    Column("result", Text),
    Index("ix_lookups_until", "until"),
)

turn_replies = Table(
    "turn_replies",
    metadata,
    Column("call_id", ID, ForeignKey(dialogue_sessions.c.call_id, ondelete="CASCADE"), primary_key=True),
    Column("wait", Integer, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
