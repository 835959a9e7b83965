"""Opening hours and holidays as plain data; asked about one aware moment.

calendar: kantor
timezone: Asia/Jakarta
weekly: {mon: ["07:30-12:00", "13:00-16:00"], fri: ["07:30-16:30"]}
holidays: [{date: 2026-08-17, name: {id: ..., en: ...}}, {date: 2027-03-10, name: ..., estimated: true}]
special: [{date: 2026-12-24, hours: ["07:30-12:00"]}]
seasons: [{name: Ramadan, from: 2026-02-19, to: 2026-03-19, weekly: {mon: ["08:00-15:00"]}}]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.issue import Mark

SEARCH_DAYS = 60
NOWHERE = Mark("")


@dataclass(frozen=True)
class Span:
    """Minutes after local midnight: open from `start`, closed again at `end` (1440 is midnight)."""

    start: int
    end: int


@dataclass(frozen=True)
class Season:
    """Other weekly hours on the days from `first` to `last`, both within."""

    first: date
    last: date
    weekly: Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True)
class Calendar:
    """`weekly` by weekday, Monday is 0; a day of a season has the season's hours; `special` days replace either and hold () on a
    holiday. `estimated`: days whose date is not decreed yet."""

    name: str
    zone: ZoneInfo
    weekly: Mapping[int, tuple[Span, ...]]
    special: Mapping[date, tuple[Span, ...]]
    seasons: tuple[Season, ...] = ()
    estimated: Mapping[date, Mark] = field(default_factory=dict)
    mark: Mark = NOWHERE

    def spans(self, day: date) -> tuple[Span, ...]:
        season = next((season for season in self.seasons if season.first <= day <= season.last), None)
        weekly = self.weekly if season is None else season.weekly
        return self.special.get(day, weekly.get(day.weekday(), ()))

    def has_holidays(self, year: int) -> bool:
        return any(day.year == year and not spans for day, spans in self.special.items())

    def is_open(self, now: datetime) -> bool:
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in self.spans(local.date()))

    def next_open(self, now: datetime) -> datetime | None:
        """`now` itself when it is open; None when nothing opens within sixty days."""
        if self.is_open(now):
            return now
        local = now.astimezone(self.zone)
        for start in self._openings(local):
            if start > local:
                return start
        return None

    def _openings(self, local: datetime) -> Iterator[datetime]:
        for ahead in range(SEARCH_DAYS):
            day = local.date() + timedelta(days=ahead)
            for span in sorted(self.spans(day), key=lambda span: span.start):
                yield datetime.combine(day, time(span.start // 60, span.start % 60), self.zone)
