"""What an agency tells of its cases, and its list beside ours."""

from dataclasses import asdict
from datetime import date

import pytest

from casework.changes import change
from casework.delivery import inbound, reconciling
from casework.delivery.inbound import Impossible, OtherMessage, UnknownReference, move
from casework.delivery.reconciling import Differing, Listed
from casework.office import Office
from casework.states import MACHINES
from runtime import event_log, outbox
from tests.integration.casework.filing import file


@pytest.fixture
def delivered(database, clock):
    """`delivered(key)`: a case of DUK that has reached it."""

    def one(key="k1", **changes):
        with database.begin() as conn:
            filed = file(conn, clock, key=key, **changes)
            change(conn, clock.now(), filed.case_id, "deliver", actor=None)
        return filed

    return one


@pytest.fixture
def told(database, clock):
    def tell(reference, transition, message_id="m1", agency="DUK", **more):
        with database.begin() as conn:
            return move(conn, clock.now(), agency, reference, transition, message_id, **more)

    return tell


def changes_of(database):
    with database.read() as conn:
        return [entry for entry in event_log.since(conn, 0) if entry.kind == "case_changed"]


def test_an_agency_moves_its_case_once_for_each_message(database, delivered, told):
    filed = delivered()
    first = told(filed.reference, "accept", reason="begun")
    again = told(filed.reference, "accept")
    assert (first.case["state"], first.already) == ("in_progress", False)
    assert (again.case["state"], again.already) == ("in_progress", True)
    (_, entry) = changes_of(database)
    assert (entry.actor, entry.data["transition"], entry.data["reason"]) == ("agency:DUK", "accept", "begun")


def test_two_copies_of_a_message_at_once_act_once(database, delivered, told, at_once):
    filed = delivered()
    moved = at_once(4, lambda _: told(filed.reference, "accept").case["state"])
    assert moved == ["in_progress"] * 4
    assert len(changes_of(database)) == 2


def test_what_comes_too_early_or_is_not_the_agencys_is_answered_with_what_is_possible(delivered, told):
    filed = delivered()
    for transition in ("deliver", "merge", "reroute", "nonsense", "receive_nothing"):
        with pytest.raises(Impossible) as refused:
            told(filed.reference, transition)
        assert refused.value.state == "delivered"
        assert "accept" in refused.value.possible and transition not in refused.value.possible
    told(filed.reference, "finish")
    with pytest.raises(Impossible) as refused:
        told(filed.reference, "accept", "m2")
    assert (refused.value.state, refused.value.possible) == ("finished", ())


def test_a_refused_message_may_come_again_when_its_time_has_come(database, clock, told):
    with database.begin() as conn:
        filed = file(conn, clock)
    with pytest.raises(Impossible):
        told(filed.reference, "accept")
    with database.begin() as conn:
        change(conn, clock.now(), filed.case_id, "deliver", actor=None)
    assert told(filed.reference, "accept").case["state"] == "in_progress"


def test_another_agencys_case_is_like_none(delivered, told):
    filed = delivered()
    for reference, agency in ((filed.reference, "KOM"), ("26-9999-1", "DUK"), ("nothing", "DUK")):
        with pytest.raises(UnknownReference):
            told(reference, "accept", agency=agency)


def test_a_message_id_is_of_one_case(delivered, told):
    first, second = delivered("k1"), delivered("k2")
    told(first.reference, "accept")
    with pytest.raises(OtherMessage):
        told(second.reference, "accept")


def test_what_is_possible_is_possible():
    for kind, machine in MACHINES.items():
        for state in machine.states:
            assert all(machine.step(state, name) for name in inbound.possible(kind, state))


def compared(database, clock, states):
    with database.begin() as conn:
        reconciling.keep(conn, clock.now(), "DUK", Listed(date(2026, 11, 1), date(2026, 11, 30), states))
        return reconciling.differences(conn, "DUK", Office())


def test_a_list_shows_what_is_missing_there_what_stands_otherwise_and_what_we_do_not_know(
    database, clock, delivered, told
):
    same, other, lost, done = (delivered(f"k{number}") for number in range(4))
    told(other.reference, "accept")
    told(done.reference, "finish", "m2")
    with database.begin() as conn:
        file(conn, clock, key="on its way")
        elsewhere = file(conn, clock, key="of KOM", service=None, slots={}, kind="complaint", agency="KOM")
    states = {same.reference: "delivered", other.reference: "delivered", elsewhere.reference: "x", "26-9": "y"}
    found = compared(database, clock, states)
    assert found.missing == (lost.reference,)
    assert found.differing == (Differing(other.reference, "in_progress", "delivered"),)
    assert found.unknown == tuple(sorted(("26-9", elsewhere.reference)))
    assert asdict(compared(database, clock, states)) == asdict(found), "a list sent twice says the same"

    with database.begin() as conn:
        assert reconciling.send_missing(conn, clock.now(), found, "sari") == 1
        standing = outbox.attempts_of(conn, f"deliver_case:{lost.case_id}")
    assert (standing.delivered_at, standing.due_at) == (None, clock.now())


def test_what_moved_after_the_list_was_made_and_what_lies_outside_its_days_is_no_difference(
    database, clock, delivered, told
):
    filed = delivered()
    with database.begin() as conn:
        reconciling.keep(
            conn,
            clock.now(),
            "DUK",
            Listed(date(2026, 11, 24), date(2026, 11, 24), {filed.reference: "delivered"}),
        )
    clock.advance(60)
    told(filed.reference, "accept")
    late = delivered("later")
    with database.read() as conn:
        found = reconciling.differences(conn, "DUK", Office())
        assert reconciling.differences(conn, "KOM", Office()) is None
    assert (found.missing, found.differing, found.unknown) == ((), (), ())
    with database.begin() as conn:
        reconciling.keep(conn, clock.now(), "DUK", Listed(date(2026, 1, 1), date(2026, 1, 2), {late.reference: "x"}))
        found = reconciling.differences(conn, "DUK", Office())
    assert (found.missing, found.differing, found.unknown) == ((), (), ())


def test_what_was_delivered_long_ago_is_sent_again_too(database, clock, delivered):
    filed = delivered()
    with database.begin() as conn:
        conn.execute(outbox.outbox.delete())
        assert reconciling.send_again(conn, clock.now(), filed.case_id, "sari")
        assert outbox.attempts_of(conn, f"deliver_case:{filed.case_id}").due_at == clock.now()
