"""What is promised: within the hours of the queue, in quarters of an hour, and never a rest of the day too short to keep."""

from datetime import datetime, timedelta

import pytest

from ivr.callback_window import say_window, window_from
from tests.unit.ivr.house import flow_of

CALENDAR = flow_of("  first: {goto: bye}\n").library.calendars["kantor"]
TWO_HOURS = timedelta(hours=2)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}+07:00")


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("23T09:07:31", "23T09:00", "23T11:15"),
        ("23T10:00", "23T10:00", "23T12:00"),
        ("23T15:05", "23T15:00", "23T16:00"),
        ("23T15:40", "24T07:30", "24T09:30"),
        ("23T15:30", "23T15:30", "23T16:00"),
        ("23T03:00", "23T07:30", "23T09:30"),
        ("23T16:00", "24T07:30", "24T09:30"),
        ("24T11:40", "24T11:30", "24T12:30"),
        ("24T12:20", "24T13:00", "24T15:00"),
        ("24T12:45", "24T13:00", "24T15:00"),
        ("25T10:00", "26T09:00", "26T10:00"),
    ],
)
def test_window(now: str, start: str, end: str) -> None:
    window = window_from(at(now), TWO_HOURS, CALENDAR)
    assert window is not None
    assert (window.start, window.end) == (at(start), at(end))


def test_a_queue_that_is_always_open_and_one_that_never_opens() -> None:
    always = window_from(at("22T23:50"), TWO_HOURS, None)
    assert always is not None
    assert (always.start, always.end) == (at("22T23:45"), at("23T02:00"))
    shut = flow_of("  first: {goto: bye}\n", **{"calendars/kantor.yaml": "calendar: kantor\nweekly: {}\n"})
    assert window_from(at("23T10:00"), TWO_HOURS, shut.library.calendars["kantor"]) is None


@pytest.mark.parametrize(
    ("now", "language", "said"),
    [
        ("24T09:00", "id", "hari ini antara pukul 09.00 dan pukul 11.00"),
        ("24T16:30", "en", "on 26 November 2026 between 09:00 and 10:00"),
        ("25T16:30", "id", "besok antara pukul 09.00 dan pukul 10.00"),
    ],
)
def test_how_it_is_said(now: str, language: str, said: str) -> None:
    window = window_from(at(now), TWO_HOURS, CALENDAR)
    assert window is not None
    assert say_window(window, at(now), language) == said
