"""cases by telephone number."""

from alembic import op

revision = "0002_cases_by_telephone_number"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_phone_filed", ["phone", "filed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_phone_filed")
