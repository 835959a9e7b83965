"""Opening hours and holidays as plain data; asked about one aware moment.

calendar: kantor
timezone: Asia/Jakarta
weekly: {mon: ["07:30-12:00", "13:00-16:00"], fri: ["07:30-16:30"]}
holidays: [{date: 2026-08-17, name: {id: ..., en: ...}}]
special: [{date: 2026-12-24, hours: ["07:30-12:00"]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivr.table_reader import TableReader

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCH_DAYS = 60

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """Minutes after local midnight: open from `start`, closed again at `end` (1440 is midnight)."""

    start: int
    end: int


@dataclass(frozen=True)
class Calendar:
    """`weekly` by weekday, Monday is 0; `special` days replace their weekday and hold () on a holiday."""

    name: str
    zone: ZoneInfo
    weekly: Mapping[int, tuple[Span, ...]]
    special: Mapping[date, tuple[Span, ...]]

    def spans(self, day: date) -> tuple[Span, ...]:
        return self.special.get(day, self.weekly.get(day.weekday(), ()))

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


def read_calendar(reader: TableReader, name: str) -> Calendar:
    name = reader.word("calendar") or name
    zone = read_zone(reader)
    weekly = _weekly(reader.table_at("weekly", required=True))
    special: dict[date, tuple[Span, ...]] = {}
    for inner in reader.tables("holidays"):
        inner.words("name")
        _put(special, inner, ())
    for inner in reader.tables("special"):
        inner.words("name")
        _put(special, inner, _spans(inner, "hours"))
    reader.words("title")
    reader.finish()
    return Calendar(name, zone, weekly, special)


def read_zone(reader: TableReader) -> ZoneInfo:
    name = reader.word("timezone") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.error("timezone", f"no time zone '{name[:40]}'; write one such as Asia/Jakarta")
        return ZoneInfo("UTC")


def _weekly(reader: TableReader | None) -> dict[int, tuple[Span, ...]]:
    if reader is None:
        return {}
    weekly = {number: _spans(reader, day) for number, day in enumerate(DAYS)}
    reader.finish()
    return weekly


def _put(special: dict[date, tuple[Span, ...]], reader: TableReader, spans: tuple[Span, ...]) -> None:
    written = reader.word("date", required=True)
    reader.finish()
    try:
        special[date.fromisoformat(written)] = spans
    except ValueError:
        reader.error("date", f"'{written[:40]}' is no date; write 2026-08-17")


def _spans(reader: TableReader, name: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for written in reader.words_list(name):
        match = _SPAN.fullmatch(written.replace(" ", ""))
        numbers = [int(number) for number in match.groups()] if match else [0, 0, 0, 0]
        span = Span(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3])
        if span.start < span.end <= 24 * 60:
            spans.append(span)
        else:
            reader.error(name, f"'{written[:40]}' is no span of hours; write 07:30-16:00")
    return tuple(spans)
