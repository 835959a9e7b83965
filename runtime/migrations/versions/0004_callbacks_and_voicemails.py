"""callbacks and voicemails."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0004_callbacks_and_voicemails"
down_revision = "0003_flow_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("not_after", UtcDateTime(), nullable=True),
        sa.Column("recording", sa.String(length=64), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("recording", name=op.f("uq_follow_ups_recording")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_ups_call_id"), ["call_id"], unique=False)
        batch_op.create_index("ix_follow_ups_state_created", ["state", "created_at"], unique=False)
        batch_op.create_index(
            "uq_follow_ups_open_callback",
            ["number", "queue"],
            unique=True,
            sqlite_where=sa.text("kind = 'callback' AND ended_at IS NULL"),
            postgresql_where=sa.text("kind = 'callback' AND ended_at IS NULL"),
        )

    with op.batch_alter_table("desk_calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calls_back", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("caller_leg", sa.String(length=64), nullable=True))

    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offer", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("left_for", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.drop_column("left_for")
        batch_op.drop_column("offer")

    with op.batch_alter_table("desk_calls", schema=None) as batch_op:
        batch_op.drop_column("caller_leg")
        batch_op.drop_column("calls_back")

    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_follow_ups_open_callback",
            sqlite_where=sa.text("kind = 'callback' AND ended_at IS NULL"),
            postgresql_where=sa.text("kind = 'callback' AND ended_at IS NULL"),
        )
        batch_op.drop_index("ix_follow_ups_state_created")
        batch_op.drop_index(batch_op.f("ix_follow_ups_call_id"))

    op.drop_table("follow_ups")
