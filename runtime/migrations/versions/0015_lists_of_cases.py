"""lists of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0015_lists_of_cases"
down_revision = "0014_lists_of_agencies"
branch_labels = None
depends_on = None

ENDS = "'archived', 'closed', 'expired', 'finished', 'merged', 'missed', 'not_ours', 'rejected', 'withdrawn'"
OPEN, CLOSED = sa.text(f"state NOT IN ({ENDS})"), sa.text(f"state IN ({ENDS})")
INDEXES = (
    ("ix_cases_open", OPEN, ["due_at", "filed_at", "id"]),
    ("ix_cases_open_agency", OPEN, ["agency", "due_at", "filed_at", "id"]),
    ("ix_cases_closed", CLOSED, ["state_since", "id"]),
    ("ix_cases_closed_agency", CLOSED, ["agency", "state_since", "id"]),
)


def upgrade() -> None:
    for name, which, columns in INDEXES:
        op.create_index(name, "cases", columns, sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    for name, _, _ in INDEXES:
        op.drop_index(name, "cases")
