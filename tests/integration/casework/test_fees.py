"""A fee is quoted when the case is filed, and paid once."""

import json
from datetime import date

import pytest

from casework.delivery.deliver import CaseDelivery
from casework.delivery.folder import FolderWay
from casework.fees import AlreadyPaid, AtTheCounter, NothingOwed, quoted
from casework.status import row, status
from runtime import event_log
from tests.integration.casework.filing import CATALOGUE, NOW, file

DAY = date(2026, 11, 24)
pay = AtTheCounter().paid


def costs(service, **fee):
    return {**service, "fee": {"amount": None, "unverified": False, **fee}}


def shown(database, reference):
    with database.read() as conn:
        return status(conn, reference, "en", CATALOGUE.agencies)["fee"]


@pytest.mark.parametrize(("amount", "standing"), [(0, "none"), (75_000, "owed"), (None, "unknown")])
def test_what_is_quoted(amount, standing):
    found = quoted(costs(CATALOGUE.services["DUK-02"], amount=amount, basis="law"), {}, NOW, DAY)
    assert (found["amount"], found["status"], found["basis"]) == (amount, standing, "law")
    assert found["quoted_at"] == NOW.isoformat()


def test_a_fee_decided_by_an_answer_and_one_that_comes_into_force():
    service = costs(CATALOGUE.services["DUK-02"], amount=10, by_answer=[{"when": "alasan == 'hilang'", "amount": 20}])
    coming = {"valid_from": "2026-12-01", "value": {"amount": 30}, "unverified": False}
    service["facts"] = {**service["facts"], "fee": {**service["facts"]["fee"], "next": coming}}
    assert quoted(service, {"alasan": "hilang"}, NOW, DAY)["amount"] == 20
    assert quoted(service, {"alasan": "rusak"}, NOW, DAY)["amount"] == 10
    assert quoted(service, {}, NOW, date(2026, 12, 1))["amount"] == 30


@pytest.fixture
def owed(database, clock, monkeypatch):
    monkeypatch.setitem(CATALOGUE.services, "DUK-02", costs(CATALOGUE.services["DUK-02"], amount=75_000))
    with database.begin() as conn:
        return file(conn, clock)


def test_the_case_carries_it_to_whoever_asks_and_to_the_agency(database, clock, owed, tmp_path):
    assert shown(database, owed.reference) == {"amount": 75_000, "status": "owed", "note": None}
    CaseDelivery(database, clock, dict, {"folder": FolderWay(tmp_path)})({"case_id": owed.case_id})
    dropped = json.loads((tmp_path / "DUK" / f"{owed.reference}.json").read_text())
    assert (dropped["fee"]["amount"], dropped["fee"]["status"]) == (75_000, "owed")


def test_it_is_paid_once_with_a_receipt_that_is_logged(database, clock, owed, at_once):
    def counter(_number):
        with database.begin() as conn:
            return pay(conn, clock.now(), owed.case_id, 75_000, " KW-17 ", actor="sari")["fee"]["status"]

    assert at_once(3, counter) == ["paid"] * 3
    with pytest.raises(AlreadyPaid), database.begin() as conn:
        pay(conn, clock.now(), owed.case_id, 75_000, "KW-18", actor="sari")
    assert shown(database, owed.reference)["status"] == "paid"
    with database.read() as conn:
        (entry,) = [entry for entry in event_log.since(conn, 0) if entry.kind == "fee_paid"]
        assert row(conn, owed.reference)["fee"]["receipt"] == "KW-17"
    assert (entry.actor, entry.data) == ("sari", {"amount": 75_000, "quoted": 75_000, "receipt": "KW-17"})


def test_what_is_free_is_not_paid_and_a_wrong_receipt_is_none(database, clock):
    with database.begin() as conn:
        free = file(conn, clock)
    with pytest.raises(NothingOwed), database.begin() as conn:
        pay(conn, clock.now(), free.case_id, 5, "KW-1", actor="sari")
    for amount, receipt in ((0, "KW-1"), (5, "  "), (5, "x" * 65)):
        with pytest.raises(ValueError, match="receipt"), database.begin() as conn:
            pay(conn, clock.now(), free.case_id, amount, receipt, actor="sari")
