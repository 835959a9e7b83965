"""The tables of this room."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, UniqueConstraint, false, text

from runtime.db import UtcDateTime, metadata
from runtime.models import COUNTED

ID = String(32)
CLOSED_STATES = (
    "archived", "closed", "expired", "finished", "merged", "missed", "not_ours", "rejected", "withdrawn",
)  # fmt: skip
_CLOSED = ", ".join(f"'{state}'" for state in CLOSED_STATES)
OPEN, CLOSED = text(f"state NOT IN ({_CLOSED})"), text(f"state IN ({_CLOSED})")
"""As the indexes of the officers' lists have them: a query must say it in the same words, and another end needs a revision."""

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
    Column("state_since", UtcDateTime),
    Column("stage", String(40)),
    Column("clock", JSON),
    Column("due_at", UtcDateTime),
    Column("watch_at", UtcDateTime, index=True),
    Column("warned_at", UtcDateTime),
    Column("escalated_at", UtcDateTime),
    Column("owes", JSON),
    Column("secret", Boolean, nullable=False, server_default=false()),
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    Column("withheld", JSON),
    Column("read_back", JSON),
    Column("merged_into", ID),
    Column("parent", ID),
    Column("fee", JSON),
    Index("ix_cases_phone_filed", "phone", "filed_at"),
    Index("ix_cases_agency_state_due", "agency", "state", "due_at"),
    *(
        Index(name, *columns, sqlite_where=which, postgresql_where=which)
        for name, which, columns in (
            ("ix_cases_open", OPEN, ("due_at", "filed_at", "id")),
            ("ix_cases_open_agency", OPEN, ("agency", "due_at", "filed_at", "id")),
            ("ix_cases_closed", CLOSED, ("state_since", "id")),
            ("ix_cases_closed_agency", CLOSED, ("agency", "state_since", "id")),
        )
    ),
)

case_change_keys = Table(
    "case_change_keys",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("case_id", ID, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

case_matters = Table(
    "case_matters",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("filed_at", UtcDateTime, nullable=False),
    Index("ix_case_matters_digest_filed", "digest", "filed_at"),
)

case_alerts = Table(
    "case_alerts",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("case_id", ID, nullable=False),
    Column("agency", String(16), nullable=False),
    Column("level", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("case_id", "level", "due_at"),
    Index("ix_case_alerts_role_settled", "role", "settled_at"),
    sqlite_autoincrement=True,
)

agency_lists = Table(
    "agency_lists",
    metadata,
    Column("agency", String(16), primary_key=True),
    Column("listed_at", UtcDateTime, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("states", JSON, nullable=False),
)

case_counters = Table(
    "case_counters",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", ID, primary_key=True),
    Column("case_id", ID, nullable=False, index=True),
    Column("location", String(64), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("seat", Integer),
    Column("booked_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    UniqueConstraint("location", "starts_at", "seat"),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("call_id", ID, primary_key=True),
    Column("element", String(40), primary_key=True),
    Column("score", Integer),
    Column("answered_at", UtcDateTime, nullable=False),
)
