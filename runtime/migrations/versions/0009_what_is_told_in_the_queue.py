"""what is told in the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0009_what_is_told_in_the_queue"
down_revision = "0008_states_and_clocks_of_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announce", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.drop_column("announce")
