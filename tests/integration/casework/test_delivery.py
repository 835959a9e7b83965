"""A case reaches its agency's folder once, whatever fails on the way."""

import errno
import json
import os

import pytest

from casework.changes import UnknownCase
from casework.delivery.deliver import CaseDelivery
from casework.delivery.folder import FolderWay
from casework.reference import format as written
from casework.status import delivery, of_call, status
from runtime import event_log, outbox
from tests.integration.casework.filing import CATALOGUE, NIK, file


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "agencies"


@pytest.fixture
def deliver(database, clock, folder):
    taker = into(folder, database, clock)
    return lambda: outbox.deliver_due(database, clock, {"deliver_case": taker})


def into(folder, database, clock):
    return CaseDelivery(database, clock, lambda: CATALOGUE.agencies, {"folder": FolderWay(folder)})


@pytest.fixture
def filed(database, clock):
    with database.begin() as conn:
        return file(conn, clock)


def kinds(database):
    with database.read() as conn:
        return [entry.kind for entry in event_log.of_call(conn, "c1")]


def stand(database, reference):
    with database.read() as conn:
        return status(conn, reference, "en", CATALOGUE.agencies), delivery(conn, reference)


def test_the_agency_gets_one_file_with_the_whole_case(database, filed, deliver, folder):
    assert deliver() == 1
    (dropped,) = [path for path in folder.rglob("*") if path.is_file()]
    assert dropped == folder / "DUK" / f"{filed.reference}.json"
    case = json.loads(dropped.read_text(encoding="utf-8"))
    assert case["reference"] == written(filed.reference)
    assert case["slots"]["nik"] == NIK
    assert case["filed"]["by"] == "agent1" and case["filed"]["channel"] == "phone"
    assert case["identity"] == {"required_level": 2, "verified": False}
    assert case["shown_later"] == ["nomor_surat_kehilangan", "tanggal_surat_kehilangan"]


def test_the_state_follows_the_delivery(database, clock, filed, deliver):
    before, _ = stand(database, filed.reference)
    clock.advance(60)
    deliver()
    after, attempts = stand(database, written(filed.reference))
    assert (before["state"], before["delivered"]) == ("submitted", False)
    assert (after["state"], after["delivered"], after["since"]) == ("delivered", True, clock.now())
    assert after["agency"] == "Population and Civil Registration Office"
    assert attempts.count == 1 and attempts.delivered_at == clock.now()
    assert kinds(database) == ["case_filed", "case_changed"]


def test_a_folder_that_cannot_be_written_keeps_the_case_and_is_tried_again(database, clock, filed, deliver, folder):
    folder.mkdir()
    (folder / "DUK").write_text("a file where the folder should be", encoding="utf-8")
    assert deliver() == 0
    state, attempts = stand(database, filed.reference)
    assert state["delivered"] is False
    assert attempts.count == 1 and "Error" in attempts.last_error and NIK not in attempts.last_error
    assert kinds(database) == ["case_filed", "delivery_failed"]
    assert deliver() == 0, "the next attempt waits"

    (folder / "DUK").unlink()
    clock.advance(6)
    assert deliver() == 1
    assert deliver() == 0
    state, attempts = stand(database, filed.reference)
    assert state["delivered"] is True and attempts.count == 2 and attempts.last_error is None
    assert kinds(database) == ["case_filed", "delivery_failed", "case_changed"]
    assert [path.name for path in (folder / "DUK").iterdir()] == [f"{filed.reference}.json"]


def test_a_draft_left_by_a_crash_does_not_stand_in_the_way(filed, deliver, folder):
    (folder / "DUK").mkdir(parents=True)
    (folder / "DUK" / f".{filed.reference}.json.draft").write_text("half", encoding="utf-8")
    assert deliver() == 1
    assert [path.name for path in (folder / "DUK").iterdir()] == [f"{filed.reference}.json"]


def test_a_crash_between_the_file_and_the_outbox_delivers_once(database, clock, filed, deliver, folder):
    into(folder, database, clock)({"case_id": filed.case_id})
    assert deliver() == 1
    assert kinds(database).count("case_changed") == 1
    assert len(list(folder.rglob("*.json"))) == 1


def test_a_case_that_is_not_there_is_an_error(database, clock, folder):
    with pytest.raises(UnknownCase):
        into(folder, database, clock)({"case_id": "0" * 32})


def test_a_reference_with_a_wrong_digit_finds_nothing(database, filed):
    last = str((int(filed.reference[-1]) + 1) % 10)
    with database.read() as conn:
        assert status(conn, filed.reference[:-1] + last, "id") is None
        assert status(conn, "'; DROP TABLE cases; --", "id") is None
        assert delivery(conn, "26-9999-0") is None
        assert status(conn, filed.reference, "id")["service_name"] == "Penggantian KTP hilang atau rusak"
        assert [case["reference"] for case in of_call(conn, "c1", "en")] == [filed.reference]
        assert of_call(conn, "another", "en") == []


def test_a_full_disk_leaves_no_half_file(database, clock, filed, deliver, folder, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert deliver() == 0
    assert list(folder.rglob("*.json")) == []
    clock.advance(6)
    assert deliver() == 1
    assert (
        json.loads((folder / "DUK" / f"{filed.reference}.json").read_text(encoding="utf-8"))["case_id"] == filed.case_id
    )
