from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.calendars import Calendar
from tests.unit.ivr.house import HEAD, TAIL, compiled

ZONE = ZoneInfo("Asia/Jakarta")


def kantor() -> Calendar:
    found = compiled(f"{HEAD}start: bye\nnodes:{TAIL}")
    return found.flows["hotline"].library.calendars["kantor"]


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(23, "07:29"), False),
        (at(23, "07:30"), True),
        (at(23, "15:59"), True),
        (at(23, "16:00"), False),
        (at(24, "12:45"), False),
        (at(25, "10:00"), False),  # a holiday
        (at(26, "09:30"), True),  # a special day
        (at(26, "10:00"), False),
        (at(28, "10:00"), False),  # a Saturday
        (datetime(2026, 11, 23, 0, 45, tzinfo=ZoneInfo("UTC")), True),  # 07:45 local
    ],
)
def test_open(moment: datetime, is_open: bool) -> None:
    assert kantor().is_open(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(23, "05:00"), at(23, "07:30")),
        (at(23, "10:00"), at(23, "10:00")),
        (at(24, "12:45"), at(24, "13:00")),
        (at(24, "16:30"), at(26, "09:00")),  # over the holiday
        (at(26, "11:00"), at(30, "07:30")),  # over the weekend
    ],
)
def test_next_open(moment: datetime, opens: datetime) -> None:
    assert kantor().next_open(moment) == opens


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        ("calendar: k\ntimezone: Mars/Base\nweekly: {}", "no time zone 'Mars/Base'"),
        ('calendar: k\nweekly: {mon: ["9-5"]}', "write 07:30-16:00"),
        ('calendar: k\nweekly: {mon: ["16:00-07:30"]}', "no span of hours"),
        ("calendar: k\nweekly: {}\nholidays: [{date: soon}]", "write 2026-08-17"),
        ("calendar: k\nweekly: {montag: []}", "unknown key 'montag'"),
        ("calendar: k", "'weekly' is missing"),
    ],
)
def test_wrong_calendars_are_explained(calendar: str, words: str) -> None:
    found = compiled(f"{HEAD}start: bye\nnodes:{TAIL}", **{"calendars/k.yaml": calendar})
    assert any(words in issue.text and issue.file == "calendars/k.yaml" for issue in found.errors)
