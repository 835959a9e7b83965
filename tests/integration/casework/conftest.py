import pytest

from runtime.clock import FrozenClock
from runtime.db import Database, metadata
from tests.integration.casework.filing import NOW


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """Empty tables on each database."""
    url = f"sqlite:///{tmp_path}/t.sqlite3"
    found = Database(request.getfixturevalue("postgres_url") if request.param == "postgresql" else url)
    metadata.create_all(found.engine)
    yield found
    metadata.drop_all(found.engine)
    found.close()


@pytest.fixture
def clock():
    return FrozenClock(NOW)
