"""When something is due, in the office's own calendar. Pure; every moment is aware, results are in the calendar's zone.

- Working days: the day the clock starts does not count; each later day on which the office opens counts if the clock runs
  when the office closes. Due is the closing time of the last one. So a pause from Tuesday to Thursday costs two days, a
  pause within one day none, and whether a day counts is settled by one moment that nobody can argue about.
- Calendar days: likewise with every day, midnight closing a day without opening hours; what would end on a day when the
  office is closed ends on its next open day.
- Hours and minutes, less than 24 hours: within opening hours. From 24 hours on: by the clock, on days on which the office
  opens ("24 hours" asked for on Friday at 14:00 are over on Monday at 14:00).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile

from casework.machine import Limit
from casework.timer import Pause
from ivr.calendars import Calendar

DAY = timedelta(days=1)
MINUTES = {"minute": 1, "hour": 60}
WARN_AT = 0.8
ESCALATE_AFTER = Limit(3)
FARTHEST_DAYS = 4_000

Stretch = tuple[datetime, datetime]


def due(started: datetime, limit: Limit, pauses: Sequence[Pause], calendar: Calendar) -> datetime | None:
    """When the time is over, if no further pause comes. None when the calendar does not open often enough within ten years."""
    if limit.unit in MINUTES:
        over = _after(_length(limit), _running(started, limit, pauses, calendar))
    else:
        over = next(islice(_closings(started, limit.unit, pauses, calendar), limit.value - 1, None), None)
        over = over and _when_open(over, calendar)
    return over and over.astimezone(calendar.zone)


def elapsed(started: datetime, limit: Limit, pauses: Sequence[Pause], calendar: Calendar, until: datetime) -> int:
    """How much has been used at `until` of what `limit` counts: whole days, or whole minutes."""
    if limit.unit not in MINUTES:
        closings = _closings(started, limit.unit, pauses, calendar)
        return sum(1 for _ in takewhile(lambda closing: closing <= until, closings))
    running = takewhile(lambda stretch: stretch[0] < until, _running(started, limit, pauses, calendar))
    return int(sum((min(end, until) - start for start, end in running), timedelta()) / timedelta(minutes=1))


def warning(started: datetime, limit: Limit, pauses: Sequence[Pause], calendar: Calendar) -> datetime | None:
    """When four fifths of the time are used; of a single day, the opening of that day."""
    if limit.unit in MINUTES:
        close = _after(_length(limit) * WARN_AT, _running(started, limit, pauses, calendar))
        return close and close.astimezone(calendar.zone)
    part = Limit(int(limit.value * WARN_AT), limit.unit)
    if part.value:
        return due(started, part, pauses, calendar)
    last = due(started, limit, pauses, calendar)
    return _opening(last.date(), calendar).astimezone(calendar.zone) if last else None


def later(moment: datetime, calendar: Calendar, wait: Limit = ESCALATE_AFTER) -> datetime | None:
    """So much after a moment: when what is overdue goes one step higher."""
    return due(moment, wait, (), calendar)


def _closings(started: datetime, unit: str, pauses: Sequence[Pause], calendar: Calendar) -> Iterator[datetime]:
    """The ends of the days that count, in order."""
    first = started.astimezone(calendar.zone).date()
    for day in (first + DAY * ahead for ahead in range(1, FARTHEST_DAYS)):
        if unit == "workday" and not calendar.spans(day):
            continue
        closing = _closing(day, calendar)
        if not any(gone < closing <= back for gone, back in pauses):
            yield closing


def _after(needed: timedelta, running: Iterator[Stretch]) -> datetime | None:
    left = needed
    for start, end in running:
        if end - start >= left:
            return start + left
        left -= end - start
    return None


def _running(started: datetime, limit: Limit, pauses: Sequence[Pause], calendar: Calendar) -> Iterator[Stretch]:
    """When the clock runs, in order: whole days or opening hours, less the pauses."""
    whole_days = _length(limit) >= DAY
    first = started.astimezone(calendar.zone).date()
    for day in (first + DAY * ahead for ahead in range(FARTHEST_DAYS)):
        hours = [(span.start, span.end) for span in sorted(calendar.spans(day), key=lambda span: span.start)]
        for start, end in [(0, 24 * 60)] if hours and whole_days else hours:
            stretch = (max(_at(day, start, calendar), started.astimezone(UTC)), _at(day, end, calendar))
            yield from _less(stretch, sorted(pauses))


def _less(stretch: Stretch, pauses: Sequence[Pause]) -> Iterator[Stretch]:
    start, end = stretch
    for gone, back in pauses:
        if start < min(gone, end):
            yield start, min(gone, end)
        start = max(start, end if gone >= end else back)
    if start < end:
        yield start, end


def _length(limit: Limit) -> timedelta:
    return timedelta(minutes=limit.value * MINUTES[limit.unit])


def _when_open(closing: datetime, calendar: Calendar) -> datetime:
    """The end of a day, moved to that of the next open day when nothing was open on it."""
    day = (closing.astimezone(calendar.zone) - timedelta(minutes=1)).date()
    ahead = (day + DAY * days for days in range(FARTHEST_DAYS))
    return next((_closing(each, calendar) for each in ahead if calendar.spans(each)), closing)


def _closing(day: date, calendar: Calendar) -> datetime:
    minutes = max((span.end for span in calendar.spans(day)), default=24 * 60)
    return _at(day, minutes, calendar)


def _opening(day: date, calendar: Calendar) -> datetime:
    return _at(day, min((span.start for span in calendar.spans(day)), default=0), calendar)


def _at(day: date, minutes: int, calendar: Calendar) -> datetime:
    """In UTC, where differences are lengths of time."""
    extra, rest = divmod(minutes, 24 * 60)
    return datetime.combine(day + DAY * extra, time(rest // 60, rest % 60), calendar.zone).astimezone(UTC)
