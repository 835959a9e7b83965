"""The next case number of a year."""

from sqlalchemy import Connection

from casework.models import case_counters
from runtime import event_log
from runtime.db import insert_into


def next_number(conn: Connection, year: int) -> int:
    """Never given twice. The counter's row stays locked to the end of the caller's transaction; a rollback gives the number back."""
    # A turn may hold the log's lock already when it files: whoever files takes that lock before the counter's.
    event_log.take_lock(conn)
    counted = insert_into(conn, case_counters).values(year=year, last=1)
    counted = counted.on_conflict_do_update(index_elements=["year"], set_={"last": case_counters.c.last + 1})
    return int(conn.execute(counted.returning(case_counters.c.last)).scalar_one())
