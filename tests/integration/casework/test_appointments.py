"""Seats of slots: given once, whoever is faster; given back; asked for by the answers of a service."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from casework import appointments as table_of
from casework.answers import InvalidFields
from casework.appointments import FARTHEST, NotBookable, book, cancel, next_free, of_case
from casework.changes import change
from casework.delivery.deliver import CaseDelivery
from casework.delivery.folder import FolderWay
from casework.dialogue import CaseEffects
from casework.models import appointments, cases
from casework.notifications import Notifications
from casework.office import Office
from casework.public_status import public_status
from casework.reminders import remind
from ivr.calendars import Calendar, Span
from ivr.effects import Lookup, SubmitCase
from ivr.session import Session, Wait
from runtime import outbox
from runtime.models import outbox as waiting
from runtime.turn_context import TurnContext
from tests.integration.casework.filing import CATALOGUE, NOW, file

ZONE = ZoneInfo("Asia/Jakarta")
HOLIDAY = date(2026, 11, 25)
CALENDAR = Calendar("office", ZONE, {day: (Span(450, 960),) for day in range(5)}, {HOLIDAY: ()})
OFFICE = Office(ZONE, published=lambda: CALENDAR)
PLACE = {
    "code": "mpp",
    "name": {"id": "Mal", "en": "Mall"},
    "weekly": {day: ["08:00-09:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "capacity": {"slot_minutes": 30, "per_slot": 2},
}
PLACES = {"mpp": PLACE, "kecamatan": {**PLACE, "code": "kecamatan", "capacity": None}}
NEW = {
    "nik": "3328011708090001",
    "nkk": "3328010101100001",
    "nama_lengkap": "Siti",
    "tanggal_lahir": "2009-08-17",
    "status_kawin": "belum_kawin",
    "telepon": "081234567890",
    "lokasi_perekaman": "mpp",
    "tanggal_janji": "2026-11-26",
}
ids = count(1)


def new_id():
    return f"a{next(ids)}"


def at(day, clock_time="08:00"):
    return datetime.fromisoformat(f"2026-{day}T{clock_time}").replace(tzinfo=ZONE)


def reserve(database, case_id, starts, place=PLACE, now=NOW):
    with database.begin() as conn:
        return book(conn, now, new_id, OFFICE, place, case_id, starts)


def free(database, after=NOW, place=PLACE, number=3):
    with database.read() as conn:
        return [f"{slot:%m-%d %H:%M}" for slot in next_free(conn, NOW, OFFICE, place, after, number)]


def test_a_full_slot_a_holiday_and_the_past_are_not_offered(database):
    assert free(database) == ["11-26 08:00", "11-26 08:30", "11-27 08:00"]
    for case in ("c1", "c2"):
        reserve(database, case, at("11-26"))
    assert free(database) == ["11-26 08:30", "11-27 08:00", "11-27 08:30"]
    assert free(database, at("11-27", "08:01"), number=2) == ["11-27 08:30", "11-30 08:00"]
    assert free(database, place=PLACES["kecamatan"]) == free(database, place=None) == []
    assert free(database, NOW + FARTHEST) == []


@pytest.mark.parametrize(
    ("starts", "reason"),
    [
        (at("11-25"), "closed"),
        (at("11-26", "08:15"), "closed"),
        (at("11-26", "09:00"), "closed"),
        (at("11-29"), "closed"),
        (at("11-24"), "past"),
        (at("11-20"), "past"),
        (at("11-26") + timedelta(days=70), "too_far"),
    ],
)
def test_nobody_is_booked_when_nobody_is_seen(database, starts, reason):
    with pytest.raises(NotBookable) as refused:
        reserve(database, "c1", starts)
    assert refused.value.reason == reason
    with database.read() as conn:
        assert of_case(conn, "c1", OFFICE) is None


@pytest.mark.parametrize("place", [None, PLACES["kecamatan"]])
def test_a_place_without_appointments_refuses(database, place):
    with pytest.raises(NotBookable, match="unknown"):
        reserve(database, "c1", at("11-26"), place)


def test_of_twenty_at_once_as_many_as_there_are_seats_get_one(database, at_once):
    def attempt(number):
        try:
            reserve(database, f"c{number}", at("11-26"))
        except NotBookable as refused:
            return refused.reason
        return "booked"

    results = at_once(20, attempt)
    assert sorted(results) == ["booked"] * 2 + ["full"] * 18
    with database.read() as conn:
        assert sorted(conn.execute(select(appointments.c.seat)).scalars()) == [0, 1]


def test_the_seats_are_safe_without_the_lock_of_the_log(database, at_once, monkeypatch):
    """What keeps a seat from being given twice is its key, not who happens to hold another lock."""
    monkeypatch.setattr(table_of.event_log, "take_lock", lambda conn: None)
    test_of_twenty_at_once_as_many_as_there_are_seats_get_one(database, at_once)


def test_moving_gives_the_old_seat_back_and_a_refused_move_keeps_it(database):
    for case in ("c1", "c2"):
        reserve(database, case, at("11-26"))
    reserve(database, "c1", at("11-27"))
    reserve(database, "c3", at("11-26"))
    for full in (at("11-26"), at("11-25")):
        with pytest.raises(NotBookable):
            reserve(database, "c1", full)
    assert reserve(database, "c1", at("11-27")).starts == at("11-27")
    with database.read() as conn:
        assert of_case(conn, "c1", OFFICE).starts == at("11-27")
        held = select(func.count()).select_from(appointments).where(appointments.c.seat.is_not(None))
        assert conn.execute(held).scalar_one() == 3


def test_twenty_moves_of_one_case_at_once_leave_one_appointment(database, at_once):
    reserve(database, "c1", at("11-26"))
    at_once(20, lambda number: reserve(database, "c1", at("11-27", ("08:00", "08:30")[number % 2])))
    with database.read() as conn:
        held = select(func.count()).select_from(appointments).where(appointments.c.seat.is_not(None))
        assert conn.execute(held).scalar_one() == 1


def test_what_is_cancelled_is_free_again_and_what_is_over_stays(database):
    for case in ("c1", "c2"):
        reserve(database, case, at("11-26"))
    with database.begin() as conn:
        assert cancel(conn, NOW, "c1")
        assert not cancel(conn, NOW, "c1") and not cancel(conn, NOW, "nobody")
        assert not cancel(conn, at("11-26").astimezone(UTC), "c2")
    assert free(database, number=1) == ["11-26 08:00"]


def file_new(conn, clock, key="k1", **slots):
    given = {"service": "DUK-01", "kind": "appointment", "slots": NEW | slots}
    return file(conn, clock, key, office=OFFICE, places=PLACES, **given)


def test_filing_books_the_first_free_time_of_the_day_or_the_time_that_was_chosen(database, clock):
    with database.begin() as conn:
        first, second = file_new(conn, clock), file_new(conn, clock, "k2", tanggal_janji="2026-11-26T08:30")
        again = file_new(conn, clock)
        booked = {filed.case_id: of_case(conn, filed.case_id, OFFICE).starts for filed in (first, second)}
        slots = dict(conn.execute(select(cases.c.id, cases.c.slots)).all())
    assert booked == {first.case_id: at("11-26"), second.case_id: at("11-26", "08:30")}
    assert again.already
    assert [slots[filed.case_id]["tanggal_janji"] for filed in (first, second)] == [
        "2026-11-26T08:00",
        "2026-11-26T08:30",
    ]


@pytest.mark.parametrize("wanted", ["2026-11-26", "2026-11-26T08:00", "2026-11-25", "2026-11-26T08:10"])
def test_what_cannot_be_had_files_nothing_and_says_what_is_free(database, clock, wanted):
    for number in range(4):
        reserve(database, f"c{number}", at("11-26", ("08:00", "08:30")[number % 2]))
    with database.begin() as conn, pytest.raises(InvalidFields) as refused:
        file_new(conn, clock, tanggal_janji=wanted)
    problem = refused.value.errors["tanggal_janji"]
    assert "Jumat 27 November 2026 pukul 08.00" in problem.text["id"]
    assert "Friday 27 November 2026 at 08:00" in problem.text["en"]
    with database.read() as conn:
        assert conn.execute(select(func.count()).select_from(cases)).scalar_one() == 0


@pytest.mark.parametrize("place", ["kecamatan", "jemput_bola"])
def test_a_day_at_a_place_that_nobody_books_stays_a_wish(database, clock, place):
    with database.begin() as conn:
        filed = file_new(conn, clock, lokasi_perekaman=place)
        assert of_case(conn, filed.case_id, OFFICE) is None
        assert conn.execute(select(cases.c.slots)).scalar_one()["tanggal_janji"] == "2026-11-26"


def test_twenty_cases_filed_at_once_for_one_time_leave_two(database, at_once, clock):
    def attempt(number):
        try:
            with database.begin() as conn:
                file_new(conn, clock, f"k{number}", tanggal_janji="2026-11-26T08:00")
        except InvalidFields:
            return "full"
        return "filed"

    assert sorted(at_once(20, attempt)) == ["filed"] * 2 + ["full"] * 18
    with database.read() as conn:
        assert conn.execute(select(func.count()).select_from(cases)).scalar_one() == 2


def test_the_same_key_at_once_takes_one_seat(database, at_once, clock):
    def attempt(_):
        with database.begin() as conn:
            return file_new(conn, clock, "k1").case_id

    assert len(set(at_once(10, attempt))) == 1
    with database.read() as conn:
        seats = select(func.count()).select_from(appointments).where(appointments.c.seat.is_not(None))
        assert conn.execute(seats).scalar_one() == 1


def test_the_citizen_is_told_when_and_where(database, clock):
    sent = []
    office = Office(ZONE, status_page="https://layanan.example/status", published=lambda: CALENDAR)
    notify = Notifications(database, lambda to, text: sent.append(text), office, CATALOGUE)
    with database.begin() as conn:
        case_id = file_new(conn, clock).case_id
    takers = {"notify_citizen": notify, "deliver_case": lambda payload: None}
    outbox.deliver_due(database, clock, takers)
    place = "Mal Pelayanan Publik"
    assert sent == [f"26-0001-7: janji temu Anda Kam 26 Nov 2026 pukul 08.00, {place}. https://layanan.example/status"]
    with database.begin() as conn:
        cancel(conn, NOW, case_id)
        conn.execute(waiting.update().values(delivered_at=None, due_at=NOW))
    outbox.deliver_due(database, clock, takers)
    assert len(sent) == 1


def test_the_status_page_shows_the_next_appointment(database, clock):
    with database.begin() as conn:
        reference = file_new(conn, clock).reference
        shown = public_status(conn, NOW, reference, "7890", "en", CATALOGUE, OFFICE)
        later = public_status(conn, at("11-26"), reference, "7890", "en", CATALOGUE, OFFICE)
    assert (shown.appointment, shown.place) == (at("11-26"), "Public Service Mall, 45 Merdeka Street")
    assert later.appointment is None


def test_what_was_delivered_with_its_seat_is_booked_and_told_once_for_each_time(database, clock, tmp_path):
    with database.begin() as conn:
        case_id = file_new(conn, clock).case_id
        wish = file_new(conn, clock, "k2", lokasi_perekaman="jemput_bola").case_id
    taker = CaseDelivery(database, clock, dict, {"folder": FolderWay(tmp_path)})
    for case in (case_id, wish):
        taker({"case_id": case})
        taker({"case_id": case})
    with database.read() as conn:
        assert dict(conn.execute(select(cases.c.id, cases.c.state)).all()) == {case_id: "booked", wish: "delivered"}
    assert told(database) == ["book"]
    reserve(database, case_id, at("11-27"))
    with database.begin() as conn:
        change(conn, NOW, case_id, "book", actor=None)
        change(conn, NOW, wish, "book", actor="agency:DUK")
    assert told(database) == ["book", "book", "book_elsewhere"]


def told(database):
    with database.read() as conn:
        keys = conn.execute(select(waiting.c.key).where(waiting.c.kind == "notify_citizen").order_by(waiting.c.id))
        return [key.split(":")[2] for key in keys.scalars()]


def test_a_case_that_ends_before_gives_its_seat_back(database, clock):
    with database.begin() as conn:
        case_id = file_new(conn, clock).case_id
        change(conn, NOW, case_id, "withdraw", actor="citizen")
        assert of_case(conn, case_id, OFFICE) is None


def reminded(database):
    return told(database).count("remind")


def test_the_day_before_each_is_reminded_once_by_day(database, clock, at_once):
    with database.begin() as conn:
        for number in range(2):
            file_new(conn, clock, f"k{number}", tanggal_janji="2026-11-26")
        file_new(conn, clock, "later", tanggal_janji="2026-11-27")
    seen = []
    for hours in (0, 21, 1, 13, 24):
        clock.advance(hours * 3600)
        seen.append((f"{OFFICE.local(clock.now()):%d %H}", remind(database, clock, OFFICE)))
    assert seen == [("24 10", 0), ("25 07", 0), ("25 08", 2), ("25 21", 0), ("26 21", 0)]
    assert reminded(database) == 2
    clock.advance(-13 * 3600)
    assert sum(at_once(8, lambda _: remind(database, clock, OFFICE))) == 1
    assert reminded(database) == 3


def test_who_booked_today_for_tomorrow_or_cancelled_is_not_reminded(database, clock):
    with database.begin() as conn:
        cancelled = file_new(conn, clock)
        cancel(conn, NOW, cancelled.case_id)
        clock.advance(24 * 3600)
        file_new(conn, clock, "k2")
    assert remind(database, clock, OFFICE) == 0


CALL = "call1"


@pytest.fixture
def effects(clock):
    known = replace(CATALOGUE, locations=PLACES)
    return CaseEffects(known, clock.new_id, lambda conn, call: "+6281234567890", lambda: None, OFFICE)


def turn(conn, **slots):
    session = Session("hotline", "r1", language="id", slots=NEW | slots, wait=Wait(3, "submit"))
    return TurnContext(conn, CALL, session, NOW, [])


def asked(effects, conn, service="DUK-01", later_than=None, **slots):
    return effects.free_slots(turn(conn, **slots), Lookup("free_slots", {"service": service, "later_than": later_than}))


def test_a_flow_hears_the_next_free_times_from_the_day_that_was_said(database, effects):
    reserve(database, "c1", at("11-26"))
    reserve(database, "c2", at("11-26"))
    with database.read() as conn:
        found = asked(effects, conn)
        later = asked(effects, conn, later_than="2026-11-27T08:30")
        holiday = asked(effects, conn, tanggal_janji="2026-11-25")
    assert found.result == "found"
    assert found.value == {
        "place": "Mal",
        "first": {"at": "2026-11-26T08:30", "spoken": "Kamis 26 November pukul 08.30"},
        "second": {"at": "2026-11-27T08:00", "spoken": "Jumat 27 November pukul 08.00"},
        "third": {"at": "2026-11-27T08:30", "spoken": "Jumat 27 November pukul 08.30"},
    }
    assert later.value["first"]["at"] == "2026-11-30T08:00"
    assert holiday.value == found.value


@pytest.mark.parametrize(
    ("asked_for", "result"),
    [
        ({"service": "DUK-02"}, "not_found"),
        ({"service": "ABC-99"}, "not_found"),
        ({"lokasi_perekaman": "jemput_bola"}, "not_found"),
        ({"later_than": "2027-06-01T08:00"}, "failed"),
    ],
)
def test_where_nothing_is_booked_or_all_is_taken_no_time_is_offered(database, effects, asked_for, result):
    with database.read() as conn:
        assert asked(effects, conn, **asked_for).result == result


def test_a_call_books_and_hears_when_and_who_comes_second_hears_that_it_is_taken(database, effects):
    wanted = SubmitCase("DUK-01", "appointment", NEW | {"tanggal_janji": "2026-11-26T08:00"})
    reserve(database, "c1", at("11-26"))
    with database.begin() as conn:
        filed = effects.submit(turn(conn), wanted)
    assert (filed.result, filed.value["appointment"]) == ("done", "Kamis 26 November pukul 08.00")
    with database.begin() as conn:
        context = turn(conn)
        context = replace(context, session=replace(context.session, wait=Wait(9, "submit")))
        assert effects.submit(context, wanted).result == "full"
        wrong = SubmitCase("DUK-01", "appointment", wanted.slots | {"nik": "1"})
        assert effects.submit(context, wrong).result == "failed"
        assert conn.execute(select(func.count()).select_from(cases)).scalar_one() == 1
