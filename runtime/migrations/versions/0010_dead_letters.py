"""dead letters."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0010_dead_letters"
down_revision = "0009_what_is_told_in_the_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("given_up_at", UtcDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outbox_given_up_at"), ["given_up_at"], unique=False)
        batch_op.drop_column("claimed_until")


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("claimed_until", UtcDateTime(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_outbox_given_up_at"))
        batch_op.drop_column("given_up_at")
