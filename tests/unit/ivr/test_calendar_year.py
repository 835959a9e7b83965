"""Opening over holidays, joint leave, the fast and the year's end, against a clock that is wound on by the quarter of an hour; and what the
calendar says when a year's holidays are due."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.calendars import Calendar
from ivr.checks.calendars import due
from ivr.library import Library
from ivr.terminal.holidays_command import lines, ramadan
from tests.unit.ivr.house import HEAD, TAIL, compiled

ZONE = ZoneInfo("Asia/Jakarta")
OFFICE = (Path(__file__).parents[3] / "flows" / "calendars" / "office.yaml").read_text("utf-8")
RAW: dict[str, Any] = yaml.safe_load(OFFICE)
QUARTER = timedelta(minutes=15)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def library(text: str = OFFICE) -> Library:
    found = compiled(f"{HEAD}start: bye\nnodes:{TAIL}", **{"calendars/office.yaml": text})
    assert not found.errors, found.errors
    return found.flows["hotline"].library


def office() -> Calendar:
    return library().calendars["office"]


def naively_open(moment: datetime) -> bool:
    """From the file alone, `moment` on the office's clock."""
    if any(moment.date() == holiday["date"] for holiday in RAW["holidays"]):
        return False
    weekly = RAW["weekly"]
    for season in RAW["seasons"]:
        if season["from"] <= moment.date() <= season["to"]:
            weekly = season["weekly"]
    clock = moment.strftime("%H:%M")
    spans = (span.split("-") for span in weekly.get(DAYS[moment.weekday()], ()))
    return any(start <= clock < end for start, end in spans)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 20)).map(
    lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0, tzinfo=ZONE)
)


@settings(max_examples=150, deadline=None)
@given(moments)
def test_open_and_next_open_agree_with_the_clock(moment: datetime) -> None:
    assert office().is_open(moment) == naively_open(moment)
    wound = moment
    while not naively_open(wound):
        wound += QUARTER
    assert office().next_open(moment.astimezone(ZoneInfo("UTC"))) == wound


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-12-23T17:00", "2026-12-28T07:30"),  # joint leave, Christmas, a weekend
        ("2026-12-31T16:00", "2027-01-04T07:30"),  # over the year's end
        ("2026-02-18T16:00", "2026-02-19T08:00"),  # the first day of the fast
        ("2026-03-17T15:00", "2026-03-25T07:30"),  # the feast with its joint leave, back to usual hours
        ("2027-03-05T16:00", "2027-03-16T07:30"),
        ("2026-08-16T12:00", "2026-08-18T07:30"),
    ],
)
def test_next_open_over_holidays(moment: str, opens: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert office().next_open(at) == datetime.fromisoformat(opens).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "warned"),
    [
        ("2026-11-24", []),
        ("2027-10-31", []),
        ("2027-11-03", ["no holidays for 2028"]),
        ("2028-02-01", ["no holidays for 2028"]),
        ("2025-12-01", ["no holidays for 2025"]),
        ("2026-12-31", ["2027-02-08 is an estimate and 39 days away"]),
    ],
)
def test_what_is_due(now: str, warned: list[str]) -> None:
    issues = [
        issue for issue in due(library(), datetime.fromisoformat(f"{now}T12:00+07:00")) if "office" in str(issue.file)
    ]
    assert len(issues) == len(warned)
    assert all(words in issue.text and issue.severity == "warning" for words, issue in zip(warned, issues, strict=True))


def test_the_list_of_the_year_is_what_the_package_proposes() -> None:
    """Where a decree says otherwise, the calendar is right and this year belongs out of the test."""
    written = {year: [day["date"] for day in RAW["holidays"] if day["date"].year == year] for year in (2026, 2027)}
    for year, days in written.items():
        proposed = yaml.safe_load("\n".join(lines(year)))
        assert days == [day["date"] for day in proposed["holidays"]]


@pytest.mark.parametrize(
    ("year", "fasts"),
    [
        (2026, [(date(2026, 2, 19), date(2026, 3, 20))]),
        (2027, [(date(2027, 2, 8), date(2027, 3, 9))]),
        (2030, [(date(2030, 1, 6), date(2030, 2, 3)), (date(2030, 12, 26), date(2031, 1, 24))]),
    ],
)
def test_the_fast_ends_the_day_before_the_feast(year: int, fasts: list[tuple[date, date]]) -> None:
    assert list(ramadan(year)) == fasts


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("seasons: [{from: 2026-03-01, to: 2026-02-01, weekly: {}}]", "ends before it begins"),
        ("seasons: [{from: soon, to: 2026-02-01, weekly: {}}]", "write 2026-08-17"),
        ("seasons: [{from: 2026-01-01, to: 2026-02-01}]", "'weekly' is missing"),
        ("holidays: [{date: 2026-01-01, estimated: maybe}]", "'estimated' is true or false"),
    ],
)
def test_wrong_seasons_are_explained(more: str, words: str) -> None:
    found = compiled(f"{HEAD}start: bye\nnodes:{TAIL}", **{"calendars/k.yaml": f"calendar: k\nweekly: {{}}\n{more}"})
    assert any(words in issue.text for issue in found.errors), found.errors
