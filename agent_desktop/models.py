"""Tables of the people's door: who waits, who works, who talks with whom, and what was noted."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, false

from runtime.db import UtcDateTime, metadata
from runtime.models import COUNTED, ID

queue_entries = Table(
    "queue_entries",
    metadata,
    Column("id", ID, primary_key=True),
    Column("call_id", ID, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("queue", String(64), nullable=False),
    Column("skills", JSON, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("service", String(64)),
    Column("state", String(16), nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("requeues", Integer, nullable=False, server_default="0"),
    Column("offer_id", ID, unique=True),
    Column("agent_id", ID),
    Column("expires_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("call_id", "wait"),
    Index("ix_queue_entries_state_queued", "state", "queued_at"),
)

agent_presence = Table(
    "agent_presence",
    metadata,
    Column("agent_id", ID, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("reason", String(32)),
    Column("until", UtcDateTime),
    Column("extended", Boolean, nullable=False, server_default=false()),
    Column("gone_since", UtcDateTime),
    Column("desk_call_id", ID),
)

desk_calls = Table(
    "desk_calls",
    metadata,
    Column("id", ID, primary_key=True),
    Column("entry_id", ID, nullable=False, index=True),
    Column("call_id", ID, nullable=False, index=True),
    Column("wait", Integer, nullable=False),
    Column("queue", String(64), nullable=False),
    Column("agent_id", ID, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("accepted_at", UtcDateTime, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime),
    Column("agent_leg", String(64)),
    Column("caller_joined", Boolean, nullable=False, server_default=false()),
    Column("on_telephone", Boolean, nullable=False, server_default=false()),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String(16)),
    Column("wrap_up_code", String(32)),
    Column("wrap_up_note", Text),
    Index("ix_desk_calls_state_deadline", "state", "deadline"),
)

carrier_orders = Table(
    "carrier_orders",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("desk_call_id", ID, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("leg", String(64)),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
)

call_notes = Table(
    "call_notes",
    metadata,
    Column("call_id", ID, primary_key=True),
    Column("agent_id", ID, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
