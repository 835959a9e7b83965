"""When a location sees people by appointment: its weekly hours cut into slots, on the days on which the office works. Pure.

A location: {code, name, weekly: {mon: ["08:00-11:30", "13:00-15:00"]}, capacity: {slot_minutes: 15, per_slot: 3}}. Holidays
have no slots; on a day with hours of its own, and in a season such as Ramadan, only slots within the office's hours.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ivr.calendars import Calendar, Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60

Place = Mapping[str, Any]


def can_be_booked(place: Place | None) -> bool:
    return bool(place and place.get("capacity") and place.get("weekly"))


def slots(place: Place, calendar: Calendar, first: date, last: date) -> Iterator[datetime]:
    """The beginnings of its slots from `first` to `last`, both within; aware, in the calendar's zone."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        for minute in _minutes(place, calendar, day):
            yield datetime.combine(day, time(minute // 60, minute % 60), calendar.zone)


def is_slot(place: Place, calendar: Calendar, starts: datetime) -> bool:
    day = starts.astimezone(calendar.zone).date()
    return any(starts == slot for slot in slots(place, calendar, day, day))


def _minutes(place: Place, calendar: Calendar, day: date) -> Iterator[int]:
    length = int(place["capacity"]["slot_minutes"])
    office = _office_hours(calendar, day)
    for written in place["weekly"].get(DAYS[day.weekday()], ()):
        opens, closes = (_minute(part) for part in written.split("-"))
        for start in range(opens, closes - length + 1, length):
            if any(span.start <= start and start + length <= span.end for span in office):
                yield start


def _office_hours(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """What the office's day leaves of a location's: all of it on a plain day, nothing on a holiday."""
    in_season = any(season.first <= day <= season.last for season in calendar.seasons)
    if day in calendar.special or (in_season and calendar.spans(day)):
        return calendar.spans(day)
    return (Span(0, DAY_MINUTES),)


def _minute(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)
