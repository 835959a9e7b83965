"""When a callback may be promised: within the hours of its queue, in whole quarters of an hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ivr.calendars import SEARCH_DAYS, Calendar
from ivr.locale.phrases import phrase
from ivr.spoken_forms import say_date, say_time

QUARTER_MIN = 15
LEAST = timedelta(minutes=30)
"""A shorter rest of the day is no promise: the window is then that of the next opening."""


@dataclass(frozen=True)
class Window:
    """Aware, in the zone of the house."""

    start: datetime
    end: datetime


def window_from(now: datetime, length: timedelta, calendar: Calendar | None) -> Window | None:
    """The first window of `length` or of what is left of the opening; without a calendar it begins now. None when nothing
    opens within sixty days."""
    if calendar is None:
        return Window(_floor(now), _ceil(now + length))
    local = now.astimezone(calendar.zone)
    for opens, closes in _openings(calendar, local):
        start = max(opens, _floor(local))
        end = min(closes, _ceil(max(opens, local) + length))
        if closes > local and end - max(opens, local) >= min(LEAST, length, closes - opens):
            return Window(start, end)
    return None


def say_window(window: Window, now: datetime, language: str) -> str:
    """ "hari ini antara pukul 10.00 dan pukul 12.00"."""
    local = now.astimezone(window.start.tzinfo)
    days = (window.start.date() - local.date()).days
    near = {0: "today", 1: "tomorrow"}.get(days)
    day = phrase(near, language) if near else phrase("on_day", language, day=say_date(window.start.date(), language))
    start, end = say_time(window.start.time(), language), say_time(window.end.time(), language)
    return phrase("between", language, day=day, start=start, end=end)


def _openings(calendar: Calendar, local: datetime) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(SEARCH_DAYS):
        day = local.date() + timedelta(days=ahead)
        midnight = datetime.combine(day, time(), calendar.zone)
        for span in sorted(calendar.spans(day), key=lambda span: span.start):
            yield midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % QUARTER_MIN, second=0, microsecond=0)


def _ceil(moment: datetime) -> datetime:
    floor = _floor(moment)
    return floor if floor == moment else floor + timedelta(minutes=QUARTER_MIN)
