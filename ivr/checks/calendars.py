"""What is wrong with calendars as the year goes on: a year begins without its holidays, an estimated day comes near."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ivr.issue import Issue, warning
from ivr.library import Library

AHEAD = timedelta(days=60)


def due(library: Library, now: datetime) -> Iterator[Issue]:
    """`now` is aware."""
    for calendar in library.calendars.values():
        today = now.astimezone(calendar.zone).date()
        for year in sorted({today.year, (today + AHEAD).year}):
            if not calendar.has_holidays(year):
                yield warning(
                    calendar.mark,
                    f"the calendar '{calendar.name}' has no holidays for {year}; "
                    f"`python -m ivr holidays {year}` prints them, to be compared with the decree",
                )
        for day, mark in sorted(calendar.estimated.items()):
            if today <= day <= today + AHEAD:
                yield warning(
                    mark, f"{day} is an estimate and {(day - today).days} days away; compare it with the decree"
                )
