"""A desk on a real database of each kind."""

from collections.abc import Iterator

import pytest

from runtime.db import Database, metadata
from tests.fixtures.desk import Scene


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    else:
        made = Database(request.getfixturevalue("postgres_url"))
    metadata.create_all(made.engine)
    yield made
    if request.param == "postgresql":
        with made.begin() as conn:
            conn.exec_driver_sql("DROP SCHEMA public CASCADE")
            conn.exec_driver_sql("CREATE SCHEMA public")
    made.close()


@pytest.fixture
def scene(database) -> Iterator[Scene]:
    made = Scene(database)
    yield made
    made.close()
