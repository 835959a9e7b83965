"""slow lookups."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0006_slow_lookups"
down_revision = "0005_codes_and_return_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lookups",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("wait", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["dialogue_sessions.call_id"],
            name=op.f("fk_lookups_call_id_dialogue_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("call_id", "wait", name=op.f("pk_lookups")),
    )
    with op.batch_alter_table("lookups", schema=None) as batch_op:
        batch_op.create_index("ix_lookups_until", ["until"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("lookups", schema=None) as batch_op:
        batch_op.drop_index("ix_lookups_until")

    op.drop_table("lookups")
