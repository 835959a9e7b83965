"""The tables of this room."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from runtime.db import UtcDateTime, metadata

ID = String(32)

cases = Table(
    "cases",
    metadata,
    Column("id", ID, primary_key=True),
    Column("reference", String(9), nullable=False, unique=True),
    Column("key", String(160), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("service", String(16)),
    Column("service_name", JSON, nullable=False),
    Column("agency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("slots", JSON, nullable=False),
    Column("shown_later", JSON, nullable=False),
    Column("identity_level", Integer, nullable=False),
    Column("identity_verified", Boolean, nullable=False),
    Column("consent", JSON),
    Column("call_id", ID, index=True),
    Column("channel", String(16), nullable=False),
    Column("actor", String(64)),
    Column("language", String(8), nullable=False),
    Column("phone", String(32)),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("delivered_at", UtcDateTime),
    Index("ix_cases_phone_filed", "phone", "filed_at"),
)

case_counters = Table(
    "case_counters",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("call_id", ID, primary_key=True),
    Column("element", String(40), primary_key=True),
    Column("score", Integer),
    Column("answered_at", UtcDateTime, nullable=False),
)
