from datetime import UTC, datetime, timedelta, timezone
from threading import Event, Thread

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, update
from sqlalchemy.exc import StatementError

from runtime import db
from runtime.db import Database, DatabaseBusy, UtcDateTime

tables = MetaData()
kept = Table("kept", tables, Column("id", Integer, primary_key=True), Column("at", UtcDateTime), Column("n", Integer))


@pytest.fixture
def store(empty_database):
    with empty_database.begin() as conn:
        tables.create_all(conn)
    return empty_database


def test_times_come_back_in_utc(store):
    at = datetime(2026, 1, 6, 10, 0, 0, 123456, timezone(timedelta(hours=7)))
    with store.begin() as conn:
        conn.execute(insert(kept), {"at": at})
    with store.read() as conn:
        found = conn.execute(select(kept.c.at).where(kept.c.at <= at)).scalar_one()
    assert found == at and found.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store):
    with store.begin() as conn, pytest.raises(StatementError, match="time zone"):
        conn.execute(insert(kept), {"at": datetime(2026, 1, 6)})


def test_an_exception_rolls_back(store):
    with pytest.raises(RuntimeError), store.begin() as conn:
        conn.execute(insert(kept), {"n": 1})
        raise RuntimeError
    with store.read() as conn:
        assert conn.execute(select(kept)).first() is None


def test_a_read_that_turns_into_a_write_loses_no_update(store, at_once):
    with store.begin() as conn:
        conn.execute(insert(kept), {"id": 1, "n": 0})

    def count(_):
        with store.begin() as conn:
            found = conn.execute(select(kept.c.n).where(kept.c.id == 1).with_for_update()).scalar_one()
            conn.execute(update(kept).values(n=found + 1))

    at_once(16, count)
    with store.read() as conn:
        assert conn.execute(select(kept.c.n)).scalar_one() == 16


def test_two_processes_on_one_file_wait_for_each_other(tmp_path, at_once):
    databases = [Database(f"sqlite:///{tmp_path / 'shared.sqlite3'}") for _ in range(4)]
    with databases[0].begin() as conn:
        tables.create_all(conn)
        conn.execute(insert(kept), {"id": 1, "n": 0})

    def count(number):
        for _ in range(5):
            with databases[number].begin() as conn:
                found = conn.execute(select(kept.c.n)).scalar_one()
                conn.execute(update(kept).values(n=found + 1))

    at_once(4, count)
    with databases[0].read() as conn:
        assert conn.execute(select(kept.c.n)).scalar_one() == 20
    for database in databases:
        database.close()


def test_a_reader_does_not_wait_for_a_writer(store):
    with store.begin() as conn:
        conn.execute(insert(kept), {"n": 1})
    writing, read = Event(), Event()

    def write():
        with store.begin() as conn:
            conn.execute(update(kept).values(n=2))
            writing.set()
            assert read.wait(60)

    writer = Thread(target=write)
    writer.start()
    assert writing.wait(60)
    with store.read() as conn:
        assert conn.execute(select(kept.c.n)).scalar_one() == 1
    read.set()
    writer.join()


def test_a_transaction_inside_another_is_answered_with_an_error_and_not_a_deadlock(tmp_path, monkeypatch):
    monkeypatch.setattr(db, "BUSY_S", 0.05)
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with database.begin(), pytest.raises(DatabaseBusy), database.begin():
        pass
    with database.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE usable (id INTEGER)")
    database.close()


def test_sqlite_is_set_up_for_several_threads(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'below' / 'x.sqlite3'}")
    wanted = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10000}
    with database.read() as conn:
        found = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted
    database.close()


def test_an_address_without_a_driver_means_the_installed_one():
    database = Database("postgresql://u@h/n")
    assert database.dialect == "postgresql"
    assert database.engine.driver == "psycopg"


def test_what_was_bound_stays_out_of_an_error_s_text(store):
    with store.begin() as conn, pytest.raises(Exception) as refused:
        conn.execute(insert(kept), [{"id": 7, "n": 3328010101}, {"id": 7, "n": 3328010101}])
    assert "3328010101" not in str(refused.value)
