"""states and clocks of cases."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0008_states_and_clocks_of_cases"
down_revision = "0007_staff_of_agencies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_alerts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("agency", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_alerts")),
        sa.UniqueConstraint("case_id", "level", "due_at", name=op.f("uq_case_alerts_case_id_level_due_at")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_alerts", schema=None) as batch_op:
        batch_op.create_index("ix_case_alerts_role_settled", ["role", "settled_at"], unique=False)

    op.create_table(
        "case_change_keys",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_case_change_keys")),
    )
    op.create_table(
        "case_matters",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("filed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "digest", name=op.f("pk_case_matters")),
    )
    with op.batch_alter_table("case_matters", schema=None) as batch_op:
        batch_op.create_index("ix_case_matters_digest_filed", ["digest", "filed_at"], unique=False)

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state_since", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("stage", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("clock", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("due_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("watch_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("warned_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("escalated_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("owes", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("secret", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("anonymous", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("withheld", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("read_back", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("parent", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("fee", sa.JSON(), nullable=True))
        batch_op.create_index("ix_cases_agency_state_due", ["agency", "state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_watch_at"), ["watch_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_watch_at"))
        batch_op.drop_index("ix_cases_agency_state_due")
        batch_op.drop_column("fee")
        batch_op.drop_column("parent")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("read_back")
        batch_op.drop_column("withheld")
        batch_op.drop_column("anonymous")
        batch_op.drop_column("secret")
        batch_op.drop_column("owes")
        batch_op.drop_column("escalated_at")
        batch_op.drop_column("warned_at")
        batch_op.drop_column("watch_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("clock")
        batch_op.drop_column("stage")
        batch_op.drop_column("state_since")

    with op.batch_alter_table("case_matters", schema=None) as batch_op:
        batch_op.drop_index("ix_case_matters_digest_filed")

    op.drop_table("case_matters")
    op.drop_table("case_change_keys")
    with op.batch_alter_table("case_alerts", schema=None) as batch_op:
        batch_op.drop_index("ix_case_alerts_role_settled")

    op.drop_table("case_alerts")
