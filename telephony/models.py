"""Tables of the wire: calls, return calls, one-time codes, and what prompts' addresses stand for."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from runtime.db import UtcDateTime, metadata

calls = Table(
    "calls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sid", String(64), nullable=False, unique=True),
    Column("from_number", String(32), nullable=False),
    Column("to_number", String(64), nullable=False),
    Column("mobile", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("duration_s", Integer),
    Column("recording_sid", String(64)),
    Column("flow", String(64)),
    Column("revision", String(64)),
    Index("ix_calls_from_started", "from_number", "started_at"),
)

return_calls = Table(
    "return_calls",
    metadata,
    Column("call_id", String(32), primary_key=True),
    Column("wait", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("sid", String(64)),
    Index("ix_return_calls_state_deadline", "state", "deadline"),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("call_id", String(32), nullable=False, index=True),
    Column("number", String(32), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("used_at", UtcDateTime),
    Index("ix_one_time_codes_number_issued", "number", "issued_at"),
)

prompts = Table(
    "prompts",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("key", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("recording", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
