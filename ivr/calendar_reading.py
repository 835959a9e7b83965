"""calendars/*.yaml, as calendars.py describes them."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivr.calendars import Calendar, Season, Span
from ivr.issue import Mark
from ivr.table_reader import TableReader

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})", re.ASCII)


def read_calendar(reader: TableReader, name: str) -> Calendar:
    name = reader.word("calendar") or name
    zone = read_zone(reader)
    weekly = _weekly(reader.table_at("weekly", required=True))
    special: dict[date, tuple[Span, ...]] = {}
    estimated: dict[date, Mark] = {}
    for inner in reader.tables("holidays"):
        inner.words("name")
        estimate = inner.flag("estimated", False)
        day = _put(special, inner, ())
        if estimate and day is not None:
            estimated[day] = inner.mark
    for inner in reader.tables("special"):
        inner.words("name")
        _put(special, inner, _spans(inner, "hours"))
    seasons = tuple(season for inner in reader.tables("seasons") if (season := _season(inner, estimated)) is not None)
    reader.words("title")
    reader.finish()
    return Calendar(name, zone, weekly, special, seasons, estimated, reader.mark)


def _season(reader: TableReader, estimated: dict[date, Mark]) -> Season | None:
    reader.words("name")
    estimate = reader.flag("estimated", False)
    first, last = _date(reader, "from"), _date(reader, "to")
    weekly = _weekly(reader.table_at("weekly", required=True))
    reader.finish()
    if first is None or last is None:
        return None
    if last < first:
        reader.error("to", "the season ends before it begins")
    if estimate:
        estimated[first] = reader.mark
    return Season(first, last, weekly)


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


def _put(special: dict[date, tuple[Span, ...]], reader: TableReader, spans: tuple[Span, ...]) -> date | None:
    day = _date(reader, "date")
    reader.finish()
    if day is not None:
        special[day] = spans
    return day


def _date(reader: TableReader, key: str) -> date | None:
    written = reader.word(key, required=True)
    try:
        return date.fromisoformat(written)
    except ValueError:
        reader.error(key, f"'{written[:40]}' is no date; write 2026-08-17")
        return None


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
