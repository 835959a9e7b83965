"""Alembic runs this file; the connection and the tables come from `runtime.migrations.config`."""

from alembic import context
from sqlalchemy import MetaData

from runtime.migrations.rendering import render

metadata: MetaData = context.config.attributes["metadata"]


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    # Full-text indexes make tables of their own, which no room declares.
    return kind != "table" or name in metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_is_declared,
    render_item=render,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
