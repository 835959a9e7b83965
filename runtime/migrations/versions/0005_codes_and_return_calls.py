"""One-time codes and return calls."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0005_codes_and_return_calls"
down_revision = "0004_callbacks_and_voicemails"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_codes")),
    )
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_codes_call_id"), ["call_id"], unique=False)
        batch_op.create_index("ix_one_time_codes_number_issued", ["number", "issued_at"], unique=False)

    op.create_table(
        "return_calls",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("wait", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("call_id", "wait", name=op.f("pk_return_calls")),
    )
    with op.batch_alter_table("return_calls", schema=None) as batch_op:
        batch_op.create_index("ix_return_calls_state_deadline", ["state", "deadline"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("return_calls", schema=None) as batch_op:
        batch_op.drop_index("ix_return_calls_state_deadline")

    op.drop_table("return_calls")
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.drop_index("ix_one_time_codes_number_issued")
        batch_op.drop_index(batch_op.f("ix_one_time_codes_call_id"))

    op.drop_table("one_time_codes")
