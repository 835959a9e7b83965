"""From the answers to a service's fields to an appointment: a date whose field has `appointment: <field of the location>`.

The answer is a day, of which the first free time is taken, or a time: 2026-11-27T08:00. A location that nobody books, such as a
visit at home, leaves the day as a wish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import format_datetime
from sqlalchemy import Connection

from casework.answers import InvalidFields
from casework.appointments import NotBookable, book, next_free
from casework.office import Office
from casework.timetable import Place, can_be_booked
from ivr.questions import Problem
from runtime.i18n import LANGUAGES

OFFERED = 3
STORED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
ISO_MINUTE = "%Y-%m-%dT%H:%M"
SAID = {"id": "EEEE d MMMM 'pukul' HH.mm", "en": "EEEE d MMMM 'at' HH:mm"}
WRITTEN = {"id": "EEEE d MMMM y 'pukul' HH.mm", "en": "EEEE d MMMM y 'at' HH:mm"}
REFUSED = {
    "id": "Waktu itu tidak bisa lagi di {place}. Yang masih kosong: {times}.",
    "en": "That time cannot be had at {place}. Still free: {times}.",
}
NOTHING_FREE = {
    "id": "Belum ada waktu kosong di {place}. Pilih tempat lain.",
    "en": "There is no free time at {place}. Choose another place.",
}

Service = Mapping[str, Any]
Places = Mapping[str, Place]


def field_of(service: Service | None) -> Mapping[str, Any] | None:
    """The field that is an appointment, None when the service has none."""
    return next((field for field in (service or {}).get("fields", ()) if field.get("appointment")), None)


def place_of(service: Service | None, values: Mapping[str, Any], places: Places) -> Place | None:
    """The location that was chosen, where somebody can be booked."""
    field = field_of(service)
    place = places.get(str(values.get(field["appointment"], ""))) if field else None
    return place if place and can_be_booked(place) else None


def offer(
    conn: Connection,
    now: datetime,
    office: Office,
    service: Service | None,
    values: Mapping[str, Any],
    places: Places,
    later_than: str = "",
    count: int = OFFERED,
) -> list[datetime]:
    """The next `count` free times at the location in the answers, from the day in the answers on and after the time `later_than`; []
    also where nothing is booked."""
    field, place = field_of(service), place_of(service, values, places)
    if field is None or place is None:
        return []
    after = _from(values.get(field["name"]), office, now)
    if STORED.fullmatch(later_than):
        after = max(after, _from(later_than, office, now) + timedelta(minutes=1))
    return next_free(conn, now, office, place, after, count)


def reserve(
    conn: Connection,
    now: datetime,
    new_id: Callable[[], str],
    office: Office,
    service: Service | None,
    values: Mapping[str, Any],
    places: Places,
    case_id: str,
) -> dict[str, str]:
    """Books what the answers ask for: {field: 2026-11-27T08:00}, {} where nothing is to be booked. Raises InvalidFields, which
    says what is free instead; nothing is booked then."""
    field, place = field_of(service), place_of(service, values, places)
    if field is None or place is None or not values.get(field["name"]):
        return {}
    starts = _starts(conn, now, office, place, str(values[field["name"]]))
    try:
        if starts is None:
            raise NotBookable("full")
        book(conn, now, new_id, office, place, case_id, starts)
    except NotBookable as refusal:
        instead = offer(conn, now, office, service, values, places)
        raise InvalidFields({field["name"]: _problem(refusal.reason, place, instead)}) from refusal
    return {field["name"]: starts.strftime(ISO_MINUTE)}


def said(slot: datetime, language: str) -> str:
    return format_datetime(slot, SAID.get(language, SAID["id"]), locale=language)


def written(slot: datetime, language: str) -> str:
    return format_datetime(slot, WRITTEN.get(language, WRITTEN["id"]), locale=language)


def _starts(conn: Connection, now: datetime, office: Office, place: Place, wanted: str) -> datetime | None:
    """The time that was asked for, or the first free one of the day."""
    start = _from(wanted, office, now)
    if STORED.fullmatch(wanted):
        return start
    first = next_free(conn, now, office, place, start, 1)
    return first[0] if first and first[0].date() == start.date() else None


def _from(wanted: Any, office: Office, now: datetime) -> datetime:
    """The moment from which a time is looked for: what was asked for, else now."""
    zone = office.calendar.zone
    if not isinstance(wanted, str):
        return now.astimezone(zone)
    if STORED.fullmatch(wanted):
        return datetime.fromisoformat(wanted).replace(tzinfo=zone)
    return datetime.combine(date.fromisoformat(wanted), time(), zone)


def _problem(reason: str, place: Place, instead: list[datetime]) -> Problem:
    texts = {}
    for language in LANGUAGES:
        times = "; ".join(written(slot, language) for slot in instead)
        form = REFUSED if instead else NOTHING_FREE
        texts[language] = form[language].format(place=place["name"][language], times=times)
    return Problem(f"appointment_{reason}", texts)
