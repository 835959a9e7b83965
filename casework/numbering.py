"""The next case number of a year."""

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from casework.models import case_counters


def next_number(conn: Connection, year: int) -> int:
    """Never given twice. The counter's row stays locked to the end of the caller's transaction; a rollback gives the number back."""
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    counted = insert(case_counters).values(year=year, last=1)
    counted = counted.on_conflict_do_update(index_elements=["year"], set_={"last": case_counters.c.last + 1})
    return int(conn.execute(counted.returning(case_counters.c.last)).scalar_one())
