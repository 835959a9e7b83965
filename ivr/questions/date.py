"""A day, stored as ISO 8601. Keyed as DDMMYYYY; spoken ("tujuh belas Agustus seribu sembilan ratus sembilan puluh"); typed either
way round. With
`appointment` it may have a time: 2026-11-27T08:00. The field's `min` and `max` are limits as in day_limit: "today", "today+30d", an ISO day."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from ivr.questions.day_limit import day_limit
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.questions.spoken_day import day_heard
from ivr.spoken_forms import say_date, say_time

UNKNOWN = Problem("date", {"id": "Tanggal itu belum cocok.", "en": "That is not a date I can use."})
TOO_EARLY = {
    "id": "Tanggal itu terlalu awal. Paling awal {limit}.",
    "en": "That date is too early. The earliest is {limit}.",
}
TOO_LATE = {
    "id": "Tanggal itu terlalu jauh. Paling akhir {limit}.",
    "en": "That date is too late. The latest is {limit}.",
}
INSTRUCTIONS = {
    "id": "Ucapkan, atau masukkan delapan angka: dua tanggal, dua bulan, empat tahun.",
    "en": "Say it, or enter eight digits: two for the day, two for the month, four for the year.",
}
EARLIEST = date(1900, 1, 1)
WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


class Date:
    type = "date"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(8, "#")

    def instructions(self, context: Context) -> str:
        return INSTRUCTIONS[context.language]

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        if not re.fullmatch(r"[0-9]{8}", digits):
            return UNKNOWN
        return _checked(_day(digits[4:], digits[2:4], digits[:2]), context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        today = context.now.date()
        past = "max" in context.field and _bound(context, "max", date.max) <= today
        return _checked(day_heard(text, context.language, today, past), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        typed = text.strip()[:60]
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed)
        if iso:
            return _checked(_day(*iso.groups()), context)
        written = WRITTEN.fullmatch(typed)
        if written:
            day, month, year = written.groups()
            return _checked(_day(year, month, day), context)
        return self.parse_keys(typed, context) if typed.isdigit() else self.parse_speech(typed, context)

    def read_back(self, value: Any, context: Context) -> str:
        day, _, clock = str(value).partition("T")
        spoken = say_date(date.fromisoformat(day), context.language)
        return f"{spoken}, {say_time(time.fromisoformat(clock), context.language)}" if clock else spoken

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _checked(day: date | None, context: Context) -> Value | Problem:
    if day is None:
        return UNKNOWN
    least, most = _bound(context, "min", EARLIEST), _bound(context, "max", date.max)
    if day < least:
        return _beyond("too_early", TOO_EARLY, least)
    if day > most:
        return _beyond("too_late", TOO_LATE, most)
    return Value(day.isoformat(), say_date(day, context.language))


def _bound(context: Context, name: str, otherwise: date) -> date:
    bound = context.field.get(name)
    return otherwise if bound is None else day_limit(bound, context.now.date())


def _beyond(code: str, texts: Mapping[str, str], limit: date) -> Problem:
    return Problem(code, {language: text.format(limit=say_date(limit, language)) for language, text in texts.items()})
