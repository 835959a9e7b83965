"""A case is filed once, whole, and its log entry tells nothing personal."""

import json
import threading
import time

import pytest
from sqlalchemy import func, select, text

from casework import consents
from casework.answers import InvalidFields
from casework.cases import delivery_key
from casework.models import cases
from casework.reference import parse
from runtime import event_log, outbox
from runtime.clock import SystemClock
from runtime.db import Database, metadata
from runtime.models import outbox as outbox_rows
from tests.integration.casework.filing import NIK, NOW, SLOTS, file


def count(database, table):
    with database.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def test_a_case_its_delivery_and_its_log_entry_are_written_together(database, clock):
    with database.begin() as conn:
        filed = file(conn, clock)
    assert parse(filed.reference) == filed.reference and filed.reference.startswith("260001")
    assert filed.shown_later == ("nomor_surat_kehilangan", "tanggal_surat_kehilangan")
    with database.read() as conn:
        row = conn.execute(select(cases)).mappings().one()
        (entry,) = event_log.of_call(conn, "c1")
        attempts = outbox.attempts_of(conn, delivery_key(filed.case_id))
    assert row["slots"]["nik"] == NIK and row["state"] == "submitted" and row["filed_at"] == NOW
    assert (entry.kind, entry.case_id, entry.data["reference"]) == ("case_filed", filed.case_id, filed.reference)
    assert attempts.count == 0 and attempts.delivered_at is None


def test_neither_log_nor_outbox_holds_what_the_citizen_said(database, clock):
    with database.begin() as conn:
        file(conn, clock)
    with database.read() as conn:
        (payload,) = conn.execute(select(outbox_rows.c.payload)).scalars()
        written = json.dumps([entry.data for entry in event_log.of_call(conn, "c1")] + [payload])
    assert not [value for value in SLOTS.values() if value in written]


def test_a_transaction_that_fails_leaves_nothing(database, clock):
    with pytest.raises(RuntimeError), database.begin() as conn:
        file(conn, clock)
        raise RuntimeError("after the case")
    assert count(database, cases) == count(database, outbox_rows) == 0
    with database.begin() as conn:
        assert file(conn, clock).reference.startswith("260001")


def test_the_same_key_is_the_same_case(database, clock):
    with database.begin() as conn:
        first = file(conn, clock)
    with database.begin() as conn:
        second = file(conn, clock, slots=SLOTS | {"alasan": "rusak"})
        other = file(conn, clock, key="k2")
    assert second.already and (second.case_id, second.reference) == (first.case_id, first.reference)
    assert not other.already and other.reference != first.reference
    assert count(database, cases) == count(database, outbox_rows) == 2


def together(database, keys):
    """File with each of `keys` at once, a thread each; what they got."""
    start, got = threading.Barrier(len(keys)), []

    def work(key):
        start.wait()
        with database.begin() as conn:
            got.append(file(conn, SystemClock(), key=key))

    threads = [threading.Thread(target=work, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_twenty_at_once_with_one_key_file_one_case(database):
    got = together(database, ["double-click"] * 20)
    assert len(got) == 20
    assert len({filed.reference for filed in got}) == 1
    assert [filed.already for filed in got].count(False) == 1
    assert count(database, cases) == count(database, outbox_rows) == 1


def test_twenty_at_once_with_their_own_keys_get_twenty_numbers(database):
    got = together(database, [f"k{number}" for number in range(20)])
    assert len({filed.reference for filed in got}) == count(database, cases) == 20


def test_a_wrong_answer_files_nothing(database, clock):
    with database.begin() as conn:
        with pytest.raises(InvalidFields):
            file(conn, clock, slots=SLOTS | {"nik": "1"})
        assert not file(conn, clock, slots=SLOTS).already
    assert count(database, cases) == 1


def test_a_complaint_that_names_no_service_goes_to_the_agency_for_complaints(database, clock):
    with database.begin() as conn:
        said = {"complaint": {"recording": "RE1"}}
        file(conn, clock, service=None, slots=said, kind="complaint", agency="KOM", actor=None)
    with database.read() as conn:
        row = conn.execute(select(cases)).mappings().one()
    assert (row["agency"], row["service"], row["slots"]) == ("KOM", None, said)
    assert row["service_name"]["en"] == "Complaint"


def test_too_much_is_refused(database, clock):
    with database.begin() as conn:
        with pytest.raises(ValueError, match="longer"):
            file(conn, clock, service=None, slots={"complaint": "a" * 30_000})
        with pytest.raises(ValueError, match="key"):
            file(conn, clock, key="k" * 161)


def test_the_last_consent_of_the_call_goes_with_the_case(database, clock):
    with database.begin() as conn:
        consents.record(conn, clock.now(), "c1", "data_processing", "1", given=False)
        consents.record(conn, clock.now(), "c1", "data_processing", "2", given=True)
        file(conn, clock)
        consent = conn.execute(select(cases.c.consent)).scalar_one()
    assert (consent["version"], consent["given"], consent["at"]) == ("2", True, NOW.isoformat())


def wait_for_a_waiter(database):
    """Until some session waits for a lock. Polls, because a database announces it to nobody."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with database.read() as conn:
            if conn.scalar(waiting):
                return
    raise AssertionError("nobody waited")


def test_a_turn_that_has_logged_and_a_desk_file_at_once_without_a_deadlock(postgres_url):
    database = Database(postgres_url)
    metadata.create_all(database.engine)
    desk = threading.Thread(target=lambda: together(database, ["desk"]))
    with database.begin() as conn:
        event_log.append(conn, NOW, "consent_recorded", call_id="c1")
        desk.start()
        wait_for_a_waiter(database)
        file(conn, SystemClock(), key="turn")
    desk.join()
    assert count(database, cases) == 2
    metadata.drop_all(database.engine)
    database.close()
