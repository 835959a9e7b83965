"""flow versions."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0003_flow_versions"
down_revision = "0002_cases_by_telephone_number"
branch_labels = None
depends_on = None

REFUSE = "RAISE(ABORT, 'the audit of the flows is append-only')"
APPEND_ONLY = {
    "sqlite": (
        f"CREATE TRIGGER flow_audit_no_update BEFORE UPDATE ON flow_audit BEGIN SELECT {REFUSE}; END",
        f"CREATE TRIGGER flow_audit_no_delete BEFORE DELETE ON flow_audit BEGIN SELECT {REFUSE}; END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION flow_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit of the flows is append-only'; END $$",
        "CREATE TRIGGER flow_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON flow_audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION flow_audit_refuse()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "flow_golden_calls",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_flow_golden_calls")),
    )
    op.create_table(
        "flow_audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("moved_from", sa.String(length=64), nullable=True),
        sa.Column("golden_calls", sa.String(length=64), nullable=True),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["golden_calls"], ["flow_golden_calls.digest"], name=op.f("fk_flow_audit_golden_calls_flow_golden_calls")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["flow_revisions.revision"], name=op.f("fk_flow_audit_revision_flow_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_audit")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "flow_drafts",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["base"], ["flow_revisions.revision"], name=op.f("fk_flow_drafts_base_flow_revisions")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_flow_drafts")),
    )
    op.create_table(
        "flow_schedule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("golden_calls", sa.String(length=64), nullable=True),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["golden_calls"], ["flow_golden_calls.digest"], name=op.f("fk_flow_schedule_golden_calls_flow_golden_calls")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["flow_revisions.revision"], name=op.f("fk_flow_schedule_revision_flow_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_schedule")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("flow_schedule", schema=None) as batch_op:
        batch_op.create_index("ix_flow_schedule_state_due", ["state", "due_at"], unique=False)

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("flow", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.String(length=64), nullable=True))

    op.execute("ALTER TABLE flow_revisions RENAME COLUMN published_at TO kept_at")
    op.execute("ALTER TABLE flow_revisions RENAME COLUMN published_by TO kept_by")
    op.execute("DELETE FROM flow_aliases WHERE name <> 'hotline'")
    op.execute("UPDATE flow_aliases SET name = 'live' WHERE name = 'hotline'")
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DELETE FROM flow_aliases WHERE name <> 'live'")
    op.execute("UPDATE flow_aliases SET name = 'hotline' WHERE name = 'live'")
    op.execute("ALTER TABLE flow_revisions RENAME COLUMN kept_at TO published_at")
    op.execute("ALTER TABLE flow_revisions RENAME COLUMN kept_by TO published_by")

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("flow")

    with op.batch_alter_table("flow_schedule", schema=None) as batch_op:
        batch_op.drop_index("ix_flow_schedule_state_due")

    op.drop_table("flow_schedule")
    op.drop_table("flow_drafts")
    op.drop_table("flow_audit")
    op.drop_table("flow_golden_calls")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION flow_audit_refuse()")
