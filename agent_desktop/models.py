"""Tables of the people's door: who waits, who works, who talks with whom, and what was noted."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, and_, false

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
    Column("offer", JSON, nullable=False, server_default="{}"),
    Column("announce", JSON, nullable=False, server_default="{}"),
    Column("left_for", String(16)),
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
    Column("calls_back", Boolean, nullable=False, server_default=false()),
    Column("caller_leg", String(64)),
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

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("call_id", ID, nullable=False, index=True),
    Column("number", String(32), nullable=False),
    Column("queue", String(64), nullable=False),
    Column("skills", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("service", String(64)),
    Column("reason", String(16)),
    Column("not_before", UtcDateTime),
    Column("not_after", UtcDateTime),
    Column("recording", String(64), unique=True),
    Column("seconds", Integer),
    Column("state", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("agent_id", ID),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("outcome", String(16)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_follow_ups_state_created", "state", "created_at"),
)

# One open callback for a number and queue; voicemails may stand side by side.
Index(
    "uq_follow_ups_open_callback",
    follow_ups.c.number,
    follow_ups.c.queue,
    unique=True,
    sqlite_where=and_(follow_ups.c.kind == "callback", follow_ups.c.ended_at.is_(None)),
    postgresql_where=and_(follow_ups.c.kind == "callback", follow_ups.c.ended_at.is_(None)),
)
