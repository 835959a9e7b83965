"""Due dates in the office's calendar, against two other programs that know Indonesia's holidays."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal.holidays import add_working_days

from casework import clocks
from casework.machine import Limit
from tests.unit.casework.calendars import WIB, WIT, WITA, in_zone, shipped


def at(written, zone=WIB):
    return datetime.fromisoformat(written).replace(tzinfo=zone)


def due(started, value, unit="workday", pauses=(), zone=WIB):
    paused = [(at(gone, zone), at(back, zone)) for gone, back in pauses]
    found = clocks.due(at(started, zone), Limit(value, unit), paused, in_zone(zone))
    return f"{found:%Y-%m-%d %H:%M}"


WORKING_DAYS = [
    ("2026-08-14T10:00", 3, "2026-08-20"),  # over a weekend and Independence Day
    ("2026-03-16T08:00", 5, "2026-03-30"),  # over Nyepi, Eid and its joint leave
    ("2026-12-23T09:00", 3, "2026-12-30"),  # over Christmas and its joint leave
    ("2026-12-30T09:00", 2, "2027-01-04"),  # over the end of the year
    ("2026-11-21T10:00", 1, "2026-11-23"),  # begun on a Saturday
    ("2026-11-23T23:59", 1, "2026-11-24"),  # begun after hours: the day after all the same
    ("2026-11-23T00:01", 14, "2026-12-11"),
    ("2026-11-23T10:00", 60, "2027-02-22"),
]


@pytest.mark.parametrize(("started", "days", "expected"), WORKING_DAYS)
def test_working_days_skip_weekends_holidays_and_joint_leave(started, days, expected):
    assert due(started, days) == f"{expected} 16:00"


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 60))
def test_two_other_programs_count_the_same_days(day, days):
    ours = clocks.due(datetime(day.year, day.month, day.day, 10, tzinfo=WIB), Limit(days), (), shipped())
    free = holidays.country_holidays("ID", years=(2026, 2027), categories=("public", "government"))
    theirs, left = day, days
    while left:
        theirs += timedelta(days=1)
        left -= theirs.weekday() < 5 and theirs not in free
    assert ours.date() == theirs
    if theirs.year == 2026:  # of 2027 the other knows no joint leave
        assert ours.date() == add_working_days(day, days)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), "2026-11-26"),
        ([("2026-11-24T10:00", "2026-11-24T15:00")], "2026-11-26"),  # within one day: costs none
        ([("2026-11-24T10:00", "2026-11-25T09:00")], "2026-11-27"),  # not running when Tuesday closed
        ([("2026-11-24T10:00", "2026-11-26T16:00")], "2026-12-01"),
        ([("2026-11-27T17:00", "2026-11-30T07:00")], "2026-11-26"),  # after it was due
        ([("2026-11-23T17:00", "2026-11-24T07:00")], "2026-11-26"),  # overnight
        ([("2026-11-24T10:00", "2026-11-25T09:00"), ("2026-11-25T10:00", "2026-11-26T09:00")], "2026-11-30"),
    ],
)
def test_a_pause_costs_the_days_on_whose_closing_time_the_clock_stood(pauses, expected):
    assert due("2026-11-23T10:00", 3, pauses=pauses) == f"{expected} 16:00"


@pytest.mark.parametrize(
    ("started", "value", "unit", "expected"),
    [
        ("2026-11-23T10:00", 10, "minute", "2026-11-23 10:10"),
        ("2026-11-23T15:55", 10, "minute", "2026-11-24 07:35"),  # five minutes today, five tomorrow
        ("2026-11-21T15:55", 5, "minute", "2026-11-23 07:35"),  # on a Saturday: from Monday's opening
        ("2026-11-23T15:00", 2, "hour", "2026-11-24 08:30"),
        ("2026-11-27T14:00", 24, "hour", "2026-11-30 14:00"),  # Friday to Monday
        ("2026-12-23T14:00", 24, "hour", "2026-12-28 14:00"),
        ("2026-12-31T10:00", 48, "hour", "2027-01-06 10:00"),  # 1 and 5 January are holidays
        ("2026-11-23T10:00", 10, "calendar_day", "2026-12-03 16:00"),
        ("2026-11-23T10:00", 5, "calendar_day", "2026-11-30 16:00"),  # would end on a Saturday
    ],
)
def test_hours_minutes_and_calendar_days(started, value, unit, expected):
    assert due(started, value, unit) == expected


def test_each_office_counts_by_the_clock_on_its_own_wall():
    """23:30 in Jakarta is the next day in Makassar and Jayapura."""
    started = at("2026-11-23T23:30", WIB)
    ends = {zone: clocks.due(started, Limit(1), (), in_zone(zone)) for zone in (WIB, WITA, WIT)}
    assert [f"{ends[zone]:%d %H:%M}" for zone in (WIB, WITA, WIT)] == ["24 16:00", "25 16:00", "25 16:00"]
    assert ends[WITA] - ends[WIT] == timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (14, "workday", "2026-12-08 16:00"),  # eleven of fourteen
        (5, "workday", "2026-11-27 16:00"),
        (3, "workday", "2026-11-25 16:00"),
        (1, "workday", "2026-11-24 07:30"),  # the morning of that day
        (10, "minute", "2026-11-23 10:08"),
        (24, "hour", "2026-11-24 05:12"),
    ],
)
def test_a_warning_comes_when_four_fifths_are_used(value, unit, expected):
    found = clocks.warning(at("2026-11-23T10:00"), Limit(value, unit), (), shipped())
    assert f"{found:%Y-%m-%d %H:%M}" == expected


def test_an_office_that_never_opens_has_no_due_date():
    closed = replace(shipped(), weekly={})
    assert clocks.due(at("2026-11-23T10:00"), Limit(1), (), closed) is None
    assert clocks.due(at("2026-11-23T10:00"), Limit(5, "minute"), (), closed) is None
    assert clocks.warning(at("2026-11-23T10:00"), Limit(1), (), closed) is None


START = at("2026-12-01T10:00")
MINUTES = st.integers(0, 60 * 24 * 60)
UNITS = st.sampled_from([Limit(9), Limit(9, "calendar_day"), Limit(90, "minute"), Limit(24, "hour")])


@st.composite
def paused(draw):
    """Pauses in order, none touching another."""
    times = sorted(draw(st.lists(MINUTES, max_size=8, unique=True)))
    moments = [START + timedelta(minutes=minute) for minute in times]
    return list(zip(moments[::2], moments[1::2], strict=False))


@given(paused(), UNITS, MINUTES, MINUTES)
def test_used_time_never_grows_less(pauses, limit, one, other):
    early, late = (START + timedelta(minutes=minute) for minute in sorted((one, other)))
    used = [clocks.elapsed(START, limit, pauses, shipped(), moment) for moment in (early, late)]
    assert used[0] <= used[1]


@given(paused(), UNITS)
def test_a_pause_adds_nothing(pauses, limit):
    for gone, back in pauses:
        used = {clocks.elapsed(START, limit, pauses, shipped(), moment) for moment in (gone, back)}
        assert len(used) == 1


@given(paused(), UNITS)
def test_when_it_is_due_the_limit_is_used_and_not_before(pauses, limit):
    end = clocks.due(START, limit, pauses, shipped())
    full = limit.value * clocks.MINUTES.get(limit.unit, 1)
    used, before = (clocks.elapsed(START, limit, pauses, shipped(), end - timedelta(days=days)) for days in (0, 3))
    if limit.unit == "calendar_day":  # may have been moved to an open day
        assert used >= full
    else:
        assert used == full > before


@given(paused(), UNITS)
def test_a_pause_never_makes_anything_due_sooner(pauses, limit):
    assert clocks.due(START, limit, pauses, shipped()) >= clocks.due(START, limit, (), shipped())
