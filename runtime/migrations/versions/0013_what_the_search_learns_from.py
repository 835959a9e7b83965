"""What the search learns from; the rows are written again at each start."""

import sqlalchemy as sa
from alembic import op

revision = "0013_what_the_search_learns_from"
down_revision = "0012_life_of_knowledge"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE IF EXISTS search_fulltext")
    op.drop_table("search_terms")
    op.drop_table("search_documents")
    op.create_table(
        "search_documents",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_search_documents")),
    )
    op.create_table(
        "search_vectors",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_vectors")),
    )


def downgrade() -> None:
    op.drop_table("search_vectors")
    op.drop_table("search_documents")
    op.create_table(
        "search_documents",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_search_documents")),
    )
    op.create_table(
        "search_terms",
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_search_terms")),
    )
