"""One change of a case: claimed, checked, written, told; on both databases."""

import pytest
from sqlalchemy import select

from casework.changes import NotAllowed, UnknownCase, change
from casework.models import cases
from runtime import event_log
from tests.integration.casework.filing import file


@pytest.fixture
def case_id(database, clock):
    with database.begin() as conn:
        return file(conn, clock).case_id


def changed(database, clock, case_id, transition, **given):
    with database.begin() as conn:
        return change(conn, clock.now(), case_id, transition, **{"actor": "o1", **given})


def entries(database, case_id):
    with database.read() as conn:
        return [entry for entry in event_log.since(conn, 0) if entry.case_id == case_id]


def test_a_change_is_written_to_the_row_and_to_the_history(database, clock, case_id):
    changed(database, clock, case_id, "deliver", actor=None)
    clock.advance(60)
    after = changed(database, clock, case_id, "accept", reason="Berkas lengkap.")
    with database.read() as conn:
        row = conn.execute(select(cases).where(cases.c.id == case_id)).mappings().one()
    assert row["state"] == after["state"] == "in_progress"
    assert row["state_since"] == clock.now()
    last = entries(database, case_id)[-1]
    assert (last.kind, last.actor) == ("case_changed", "o1")
    assert last.data == {
        "transition": "accept",
        "from": "delivered",
        "to": "in_progress",
        "reason": "Berkas lengkap.",
    }


def test_a_state_that_does_not_have_the_transition_changes_nothing(database, clock, case_id):
    with pytest.raises(NotAllowed):
        changed(database, clock, case_id, "finish")
    assert [entry.kind for entry in entries(database, case_id)] == ["case_filed"]


def test_what_is_not_there_is_said(database, clock):
    with pytest.raises(UnknownCase):
        changed(database, clock, "nobody", "accept")


def test_the_same_message_acts_once(database, clock, case_id):
    first = changed(database, clock, case_id, "deliver", key="m1")
    again = changed(database, clock, case_id, "deliver", key="m1")
    assert first["state"] == again["state"] == "delivered"
    assert len(entries(database, case_id)) == 2


def test_a_message_that_could_not_act_may_come_again(database, clock, case_id):
    with pytest.raises(NotAllowed):
        changed(database, clock, case_id, "accept", key="m1")
    changed(database, clock, case_id, "deliver")
    assert changed(database, clock, case_id, "accept", key="m1")["state"] == "in_progress"


@pytest.mark.parametrize("given", [{"data": {"reference": "1"}}, {"reason": "x" * 2001}])
def test_what_a_change_may_not_bring_is_refused(database, clock, case_id, given):
    with pytest.raises(ValueError, match=r"does not set|at most"):
        changed(database, clock, case_id, "deliver", **given)


def test_of_two_at_once_one_changes_the_case(database, clock, case_id, at_once):
    changed(database, clock, case_id, "deliver")

    def act(number):
        try:
            changed(database, clock, case_id, "accept", actor=f"o{number}")
        except NotAllowed:
            return "too late"
        return "done"

    assert sorted(at_once(2, act)) == ["done", "too late"]
    assert [entry.data.get("transition") for entry in entries(database, case_id)][1:] == ["deliver", "accept"]
