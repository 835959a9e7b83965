"""staff of agencies."""

import sqlalchemy as sa
from alembic import op

revision = "0007_staff_of_agencies"
down_revision = "0006_slow_lookups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agency", sa.String(length=8), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("agency")
