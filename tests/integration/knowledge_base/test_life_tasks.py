"""What agents and callers doubt becomes one task for the owner."""

from types import SimpleNamespace

import pytest

from ivr.effects import Lookup
from knowledge_base.life import tasks
from knowledge_base.life.doubts import Doubts
from knowledge_base.life.refusal import Refused
from tests.integration.knowledge_base.life_house import SERVICE, LifeHouse

DOCUMENT = "service:DUK-02"


@pytest.fixture
def house(database, tmp_path):
    return LifeHouse(database, tmp_path / "knowledge")


def report(house, call=None, reason="not_useful"):
    house.do(tasks.report, house.clock.now(), DOCUMENT, "DUK", reason, call)


def test_one_task_for_each_reason_counted_once_for_each_call(house):
    for call in ("a" * 32, "b" * 32, "b" * 32, None):
        report(house, call)
    report(house, "a" * 32, "not_sure")
    found = house.do(tasks.open_tasks)
    assert [(task.reason, task.times, len(task.sources), task.agency) for task in found] == [
        ("not_useful", 3, 2, "DUK"),
        ("not_sure", 1, 1, "DUK"),
    ]
    assert house.do(tasks.counted) == {DOCUMENT: 4}


def test_a_callers_doubt_comes_from_the_flow(house):
    def told(conn, service, reason):
        context = SimpleNamespace(conn=conn, now=house.clock.now(), call_id="c" * 32)
        return (
            Doubts(house.store).note(context, Lookup("knowledge_doubt", {"service": service, "reason": reason})).result
        )

    found = [house.do(told, *given) for given in (("DUK-02", "not_sure"), ("DUK-02", "ugly"), ("DUK-99", "not_sure"))]
    assert found == ["found", "not_found", "not_found"]
    assert [(task.document, task.sources) for task in house.do(tasks.open_tasks)] == [(DOCUMENT, ["c" * 32])]


def test_reports_that_come_together_are_one_task(house, at_once):
    at_once(4, lambda number: report(house, str(number) * 32))
    assert [task.times for task in house.do(tasks.open_tasks)] == [4]


def test_the_owner_answers_it_once_and_it_may_be_opened_again(house):
    report(house)
    task = house.do(tasks.open_tasks)[0]
    now = house.clock.now()
    for who, answer, code in ((house.officer2, "x", "may_not"), (house.officer, "", "why")):
        with pytest.raises(Refused) as refusal:
            house.do(tasks.close, now, who, task.id, answer)
        assert refusal.value.code == code
    house.do(tasks.close, now, house.officer, task.id, "the fee is right")
    with pytest.raises(Refused):
        house.do(tasks.close, now, house.officer, task.id, "again")
    report(house)
    assert [(one.id != task.id, one.times) for one in house.do(tasks.open_tasks)] == [(True, 1)]


def test_a_new_text_answers_what_was_open(house):
    report(house)
    house.publish(SERVICE.replace("amount: 0", "amount: 50000"))
    assert house.do(tasks.open_tasks) == []
