"""The revisions make what the rooms declare, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from runtime.db import metadata
from runtime.migrations import current_revision, migrate, newest_revision
from runtime.migrations.make import declare_tables


@pytest.fixture(autouse=True, scope="module")
def all_rooms():
    declare_tables()


def differences(database):
    with database.begin() as conn:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        return compare_metadata(MigrationContext.configure(conn, opts=options), metadata)


def test_an_empty_database_gets_every_declared_table(empty_database):
    migrate(empty_database, metadata)
    assert differences(empty_database) == []


def test_a_second_start_changes_nothing(empty_database):
    for _ in range(2):
        migrate(empty_database, metadata)
        with empty_database.read() as conn:
            assert current_revision(conn) == newest_revision()


def test_processes_that_start_together_migrate_once(empty_database, at_once):
    at_once(4, lambda _: migrate(empty_database, metadata))
    with empty_database.read() as conn:
        assert current_revision(conn) == newest_revision()
