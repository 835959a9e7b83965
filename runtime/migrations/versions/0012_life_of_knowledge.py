"""life of knowledge."""

import sqlalchemy as sa
from alembic import op

from runtime.db import UtcDateTime

revision = "0012_life_of_knowledge"
down_revision = "0011_appointments"
branch_labels = None
depends_on = None
REFUSE = "the history of the knowledge is append-only"
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER knowledge_steps_no_update BEFORE UPDATE ON knowledge_steps "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END",
        f"CREATE TRIGGER knowledge_steps_no_delete BEFORE DELETE ON knowledge_steps "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION knowledge_steps_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSE}'; END $$",
        "CREATE TRIGGER knowledge_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON knowledge_steps "
        "FOR EACH STATEMENT EXECUTE FUNCTION knowledge_steps_refuse()",
    ],
}


def upgrade() -> None:
    op.create_table(
        "knowledge_marks",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_knowledge_marks")),
    )
    op.create_table(
        "knowledge_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("before", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_steps")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("knowledge_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knowledge_steps_document"), ["document"], unique=False)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)

    op.create_table(
        "knowledge_tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_tasks")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("knowledge_tasks", schema=None) as batch_op:
        batch_op.create_index(
            "uq_knowledge_tasks_open",
            ["document", "reason"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "knowledge_texts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_knowledge_texts")),
    )
    op.create_table(
        "knowledge_live",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("shipped", sa.String(length=64), nullable=True),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["knowledge_texts.digest"], name=op.f("fk_knowledge_live_digest_knowledge_texts")
        ),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_knowledge_live")),
    )
    op.create_table(
        "knowledge_revisions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=8), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled_by", sa.String(length=64), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["knowledge_texts.digest"], name=op.f("fk_knowledge_revisions_digest_knowledge_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_revisions")),
    )
    with op.batch_alter_table("knowledge_revisions", schema=None) as batch_op:
        batch_op.create_index("ix_knowledge_revisions_state_due_at", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "uq_knowledge_revisions_open",
            ["document", "author"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'in_review', 'approved', 'scheduled')"),
            postgresql_where=sa.text("state IN ('draft', 'in_review', 'approved', 'scheduled')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("knowledge_revisions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_knowledge_revisions_open",
            sqlite_where=sa.text("state IN ('draft', 'in_review', 'approved', 'scheduled')"),
            postgresql_where=sa.text("state IN ('draft', 'in_review', 'approved', 'scheduled')"),
        )
        batch_op.drop_index("ix_knowledge_revisions_state_due_at")

    op.drop_table("knowledge_revisions")
    op.drop_table("knowledge_live")
    op.drop_table("knowledge_texts")
    with op.batch_alter_table("knowledge_tasks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_knowledge_tasks_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("knowledge_tasks")
    with op.batch_alter_table("knowledge_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_knowledge_steps_document"))

    op.drop_table("knowledge_steps")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION knowledge_steps_refuse()")
    op.drop_table("knowledge_marks")
