"""lists of agencies."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0014_lists_of_agencies"
down_revision = "0013_what_the_search_learns_from"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_lists",
        sa.Column("agency", sa.String(length=16), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name=op.f("pk_agency_lists")),
    )


def downgrade() -> None:
    op.drop_table("agency_lists")
