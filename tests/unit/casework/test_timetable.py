from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.timetable import can_be_booked, is_slot, slots
from ivr.calendars import Calendar, Season, Span

ZONE = ZoneInfo("Asia/Jakarta")
WEEK = {day: (Span(450, 960),) for day in range(5)}
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
PLACE = {
    "code": "mpp",
    "weekly": {"mon": ["08:00-09:00"], "fri": ["08:00-08:50", "13:00-13:30"], "sat": ["08:00-08:30"]},
    "capacity": {"slot_minutes": 20, "per_slot": 2},
}


def calendar(special=None, seasons=()):
    return Calendar("office", ZONE, WEEK, special or {}, seasons)


def times(calendar, first, last=None):
    return [f"{slot:%a %H:%M}" for slot in slots(PLACE, calendar, first, last or first)]


def test_weekly_hours_are_cut_into_whole_slots():
    assert times(calendar(), FRIDAY, MONDAY) == [
        "Fri 08:00",
        "Fri 08:20",
        "Fri 13:00",
        "Sat 08:00",
        "Mon 08:00",
        "Mon 08:20",
        "Mon 08:40",
    ]
    assert [slot.utcoffset().total_seconds() for slot in slots(PLACE, calendar(), FRIDAY, FRIDAY)] == [7 * 3600] * 3


@pytest.mark.parametrize(
    ("hours", "left"), [((), []), ((Span(450, 520),), ["Fri 08:00", "Fri 08:20"]), ((Span(780, 795),), [])]
)
def test_a_holiday_has_no_slots_and_a_short_day_those_within_its_hours(hours, left):
    assert times(calendar({FRIDAY: hours}), FRIDAY) == left


def test_in_a_season_the_hours_are_the_offices_where_it_has_any():
    season = Season(FRIDAY, MONDAY, {4: (Span(480, 500),), 0: (Span(500, 900),)})
    assert times(calendar(seasons=(season,)), FRIDAY, MONDAY) == ["Fri 08:00", "Sat 08:00", "Mon 08:20", "Mon 08:40"]


def test_only_the_beginning_of_a_slot_is_one():
    assert is_slot(PLACE, calendar(), datetime(2026, 11, 27, 8, 20, tzinfo=ZONE))
    assert is_slot(PLACE, calendar(), datetime(2026, 11, 27, 1, 20, tzinfo=ZoneInfo("UTC")))
    assert not is_slot(PLACE, calendar(), datetime(2026, 11, 27, 8, 10, tzinfo=ZONE))


@pytest.mark.parametrize(
    "place", [None, {}, {"weekly": PLACE["weekly"]}, {"capacity": PLACE["capacity"], "weekly": {}}]
)
def test_without_hours_or_capacity_nobody_books(place):
    assert not can_be_booked(place)


@given(st.integers(5, 240), st.integers(0, 1300), st.integers(1, 139), st.integers(0, 400))
def test_slots_follow_one_another_and_end_before_closing_time(length, opens, open_for, ahead):
    closes = opens + open_for
    written = f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
    day = date.fromordinal(FRIDAY.toordinal() + ahead)
    place = {"weekly": {day.strftime("%a").lower(): [written]}, "capacity": {"slot_minutes": length, "per_slot": 1}}
    found = [slot.hour * 60 + slot.minute for slot in slots(place, calendar(), day, day)]
    assert found == [opens + length * number for number in range(open_for // length)]
