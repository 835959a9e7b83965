"""The clocks' job: warnings before, escalation after, what happens by itself; once, whoever does it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from casework import alerts, documents
from casework.changes import change
from casework.models import case_alerts, cases
from casework.office import Office
from casework.watch import ClockWatch
from runtime import event_log
from tests.integration.casework.filing import CATALOGUE, SLOTS, file
from tests.unit.casework.calendars import WIB, shipped

OFFICE = Office(WIB, published=shipped)
COMPLETE = SLOTS | {"alasan": "rusak"}  # nothing to be shown later
COMPLAINT = {"uraian": "Lampu jalan di depan pasar mati."}


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=WIB).astimezone(UTC)


def until(clock, written):
    clock.advance((at(written) - clock.now()).total_seconds())


@pytest.fixture
def watch(database, clock):
    return ClockWatch(database, clock, OFFICE)


def step(database, clock, case_id, *transitions):
    for transition in transitions:
        with database.begin() as conn:
            change(conn, clock.now(), case_id, transition, actor="o1", office=OFFICE)


def row(database, case_id):
    with database.read() as conn:
        return conn.execute(select(cases).where(cases.c.id == case_id)).mappings().one()


def told(database):
    with database.read() as conn:
        return [(e.data["level"], e.data["role"]) for e in event_log.since(conn, 0) if e.kind == "case_alerted"]


def filed(database, clock, **given):
    with database.begin() as conn:
        return file(conn, clock, **{"office": OFFICE, **given}).case_id


def complaint(database, clock, **given):
    return filed(database, clock, service=None, slots=COMPLAINT, kind="complaint", agency="KOM", **given)


def test_a_case_is_warned_of_then_overdue_then_escalated_each_once(database, clock, watch):
    case_id = complaint(database, clock)  # Tuesday 24 November: verified by Friday
    assert row(database, case_id)["due_at"] == at("2026-11-27T16:00")
    for moment, expected in (
        ("2026-11-26T15:59", []),
        ("2026-11-26T16:00", [("warning", "officer")]),
        ("2026-11-27T15:59", []),
        ("2026-11-27T16:00", [("overdue", "supervisor")]),
        ("2026-12-02T15:59", []),
        ("2026-12-02T16:00", [("escalated", "manager")]),
        ("2026-12-31T16:00", []),
    ):
        until(clock, moment)
        before = told(database)
        watch.tick()
        watch.tick()
        assert told(database)[len(before) :] == expected, moment
    with database.read() as conn:
        assert [alert.level for alert in alerts.listed(conn, ["supervisor", "manager"])] == ["overdue", "escalated"]
        assert alerts.listed(conn, ["officer"], "DUK") == []
        assert [alert.case_id for alert in alerts.listed(conn, ["officer"], "KOM")] == [case_id]
    assert row(database, case_id)["watch_at"] is None


def test_whoever_is_late_is_not_warned_as_well(database, clock, watch):
    complaint(database, clock)
    until(clock, "2026-11-30T09:00")
    watch.tick()
    assert told(database) == [("overdue", "supervisor")]


def test_two_processes_tell_it_once(database, clock, at_once):
    for number in range(3):
        complaint(database, clock, key=f"k{number}", phone=None)
    until(clock, "2026-11-26T16:00")
    looked = at_once(4, lambda _: ClockWatch(database, clock, OFFICE).tick())
    assert sum(looked) == 3
    assert told(database) == [("warning", "officer")] * 3


def test_a_new_phase_settles_what_was_told_and_has_warnings_of_its_own(database, clock, watch):
    case_id = complaint(database, clock)
    until(clock, "2026-11-30T09:00")
    watch.tick()
    step(database, clock, case_id, "deliver", "forward")
    assert row(database, case_id)["due_at"] == at("2026-12-18T16:00")
    with database.read() as conn:
        assert alerts.listed(conn, ["supervisor"]) == []
    step(database, clock, case_id, "inspect")
    assert row(database, case_id)["due_at"] == at("2027-03-01T16:00")  # sixty days from the same beginning


def test_a_complaint_that_was_answered_is_closed_ten_days_later(database, clock, watch):
    case_id = complaint(database, clock)
    step(database, clock, case_id, "deliver", "forward", "answer")
    until(clock, "2026-12-04T15:59")
    watch.tick()
    assert row(database, case_id)["state"] == "answered"
    until(clock, "2026-12-04T16:00")
    watch.tick()
    assert row(database, case_id)["state"] == "closed"
    assert told(database) == []


def test_an_application_waits_for_its_papers_and_its_time_counts_from_then(database, clock, watch):
    case_id = filed(database, clock)  # a lost card: the police report is still to be shown
    first = row(database, case_id)
    assert (first["due_at"], [owed["name"] for owed in first["owes"]]) == (
        None,
        ["nomor_surat_kehilangan", "tanggal_surat_kehilangan"],
    )
    until(clock, "2026-11-26T10:00")
    with database.begin() as conn:
        part = documents.hand_in(conn, clock.now(), case_id, ["nomor_surat_kehilangan"], actor="o1", office=OFFICE)
        assert part["due_at"] is None
        documents.hand_in(conn, clock.now(), case_id, ["tanggal_surat_kehilangan"], actor="o1", office=OFFICE)
    assert row(database, case_id)["due_at"] == at("2026-11-27T10:00")  # 24 hours
    assert row(database, case_id)["owes"] == row(database, case_id)["shown_later"] == []


def test_the_clock_stands_while_the_citizen_owes_something(database, clock, watch):
    case_id = filed(database, clock, slots=COMPLETE)
    step(database, clock, case_id, "deliver")
    clock.advance(3600)
    with database.begin() as conn:
        wanted = {"foto": {"id": "pasfoto", "en": "a photograph"}}
        asked = documents.request(conn, clock.now(), case_id, wanted, actor="o1", where=["mpp"], office=OFFICE)
    assert (asked["state"], asked["due_at"]) == ("waiting", None)
    clock.advance(20 * 24 * 3600)
    watch.tick()
    assert told(database) == []
    with database.begin() as conn, pytest.raises(ValueError, match="not owed"):
        documents.hand_in(conn, clock.now(), case_id, ["ijazah"], actor="o1")
    until(clock, "2026-12-14T10:00")
    with database.begin() as conn:
        back = documents.hand_in(conn, clock.now(), case_id, ["foto"], actor="o1", office=OFFICE)
    assert (back["state"], back["due_at"]) == ("in_progress", at("2026-12-15T09:00"))  # one hour of 24 was used


def test_silence_approves_where_the_law_says_so_and_nowhere_else(database, clock, watch):
    law = CATALOGUE.services["DUK-02"] | {"silence_approves": True}
    silent = filed(database, clock, slots=COMPLETE, definition=law)
    plain = filed(database, clock, key="k2", slots=COMPLETE)
    step(database, clock, silent, "deliver")
    step(database, clock, plain, "deliver")
    until(clock, "2026-12-01T10:00")
    watch.tick()
    assert row(database, silent)["state"] == "approved"
    assert row(database, plain)["state"] == "delivered"
    with database.read() as conn:
        assert [alert.case_id for alert in alerts.listed(conn, ["supervisor"])] == [plain]


def test_what_never_reached_the_agency_is_not_approved_until_it_does(database, clock, watch):
    law = CATALOGUE.services["DUK-02"] | {"silence_approves": True}
    case_id = filed(database, clock, slots=COMPLETE, definition=law)
    until(clock, "2026-12-01T10:00")
    watch.tick()
    assert (row(database, case_id)["state"], told(database)) == ("submitted", [("overdue", "supervisor")])
    step(database, clock, case_id, "deliver")
    watch.tick()
    assert row(database, case_id)["state"] == "approved"


def test_a_change_by_somebody_who_does_not_know_the_calendar_is_timed_by_the_job(database, clock, watch):
    case_id = complaint(database, clock)
    with database.begin() as conn:
        change(conn, clock.now(), case_id, "deliver", actor=None)
        change(conn, clock.now(), case_id, "forward", actor="agency:KOM")
    assert row(database, case_id)["due_at"] is None
    watch.tick()
    assert row(database, case_id)["due_at"] == at("2026-12-14T16:00")


def test_a_holiday_that_is_decreed_later_moves_what_is_due(database, clock):
    case_id = complaint(database, clock)
    decreed = replace(shipped(), special={**shipped().special, date(2026, 11, 27): ()})
    until(clock, "2026-11-26T16:00")
    ClockWatch(database, clock, Office(WIB, published=lambda: decreed)).tick()
    assert row(database, case_id)["due_at"] == at("2026-11-30T16:00")


def test_a_case_whose_clock_cannot_be_read_does_not_hold_up_the_others(database, clock, watch):
    broken, good = (complaint(database, clock, key=f"k{number}", phone=None) for number in (1, 2))
    with database.begin() as conn:
        conn.execute(update(cases).where(cases.c.id == broken).values(clock={"segments": 1}))
    until(clock, "2026-11-26T16:00")
    watch.tick()
    with database.read() as conn:
        assert conn.execute(select(case_alerts.c.case_id)).scalars().all() == [good]
