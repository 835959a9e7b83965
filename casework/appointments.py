"""Appointments of cases: seats of a slot at a location, each given once.

A slot has as many seats as its location has `per_slot`; a row holds one of them under a unique key, so that no race can give it
twice. A seat that is given back is NULL; its row stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from casework.models import appointments
from casework.office import Office
from casework.timetable import Place, can_be_booked, is_slot, slots
from runtime import event_log
from runtime.db import insert_into

FARTHEST = timedelta(days=60)


class NotBookable(Exception):
    """`reason`: unknown (nobody is seen there by appointment), past, too_far, closed (no slot begins then), full."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Appointment:
    """`starts` is aware, in the office's zone."""

    location: str
    starts: datetime


def free(
    conn: Connection, now: datetime, office: Office, place: Place | None, after: datetime, until: datetime
) -> Iterator[datetime]:
    """The slots with a free seat that begin from `after` on and before `until`, in order; none in the past or too far ahead."""
    if place is None or not can_be_booked(place):
        return
    zone = office.calendar.zone
    until = min(until, now + FARTHEST)
    start = max(after, now + timedelta(microseconds=1))
    taken = _taken(conn, place["code"], start, until)
    for slot in slots(place, office.calendar, start.astimezone(zone).date(), until.astimezone(zone).date()):
        if start <= slot < until and taken.get(slot.astimezone(UTC), 0) < place["capacity"]["per_slot"]:
            yield slot


def next_free(
    conn: Connection, now: datetime, office: Office, place: Place | None, after: datetime, count: int
) -> list[datetime]:
    """The first `count` of them from `after` on."""
    return list(islice(free(conn, now, office, place, after, now + FARTHEST), count))


def book(
    conn: Connection,
    now: datetime,
    new_id: Callable[[], str],
    office: Office,
    place: Place | None,
    case_id: str,
    starts: datetime,
) -> Appointment:
    """A seat for this case, in the caller's transaction; one that the case has already is given back. Raises NotBookable, and
    then the case keeps what it had."""
    event_log.take_lock(conn)
    held = _held(conn, case_id)
    if held and place and (held.location, held.starts_at) == (place["code"], starts):
        return Appointment(held.location, held.starts_at.astimezone(office.calendar.zone))
    _claim(conn, now, new_id, office, place, case_id, starts)
    if held:
        _give_back(conn, held.id)
    return Appointment(str(place["code"]) if place else "", starts.astimezone(office.calendar.zone))


def cancel(conn: Connection, now: datetime, case_id: str) -> bool:
    """Gives the case's seat back, unless its time has come; whether there was one."""
    event_log.take_lock(conn)
    held = _held(conn, case_id)
    if held is None or held.starts_at <= now:
        return False
    _give_back(conn, held.id)
    return True


def starts_of(conn: Connection, case_id: str) -> datetime | None:
    """When the case's appointment begins, in UTC; None without one."""
    held = _held(conn, case_id)
    return held.starts_at if held else None


def of_case(conn: Connection, case_id: str, office: Office) -> Appointment | None:
    """The one that the case has, past or to come."""
    held = _held(conn, case_id)
    return Appointment(held.location, held.starts_at.astimezone(office.calendar.zone)) if held else None


def _claim(
    conn: Connection,
    now: datetime,
    new_id: Callable[[], str],
    office: Office,
    place: Place | None,
    case_id: str,
    starts: datetime,
) -> None:
    if place is None or not can_be_booked(place):
        raise NotBookable("unknown")
    if starts <= now:
        raise NotBookable("past")
    if starts >= now + FARTHEST:
        raise NotBookable("too_far")
    if not is_slot(place, office.calendar, starts):
        raise NotBookable("closed")
    row = {"case_id": case_id, "location": place["code"], "starts_at": starts, "booked_at": now}
    same = (appointments.c.location == place["code"], appointments.c.starts_at == starts)
    gone = set(conn.execute(select(appointments.c.seat).where(*same)).scalars())
    for seat in range(place["capacity"]["per_slot"]):
        if seat not in gone and _take_seat(conn, {**row, "id": new_id(), "seat": seat}):
            return
    raise NotBookable("full")


def _take_seat(conn: Connection, row: Mapping[str, object]) -> bool:
    """False when another transaction has taken it since the look."""
    columns = ["location", "starts_at", "seat"]
    taking = insert_into(conn, appointments).values(row).on_conflict_do_nothing(index_elements=columns)
    return conn.execute(taking.returning(appointments.c.id)).first() is not None


def _give_back(conn: Connection, appointment_id: str) -> None:
    conn.execute(update(appointments).where(appointments.c.id == appointment_id).values(seat=None))


def _taken(conn: Connection, location: str, start: datetime, until: datetime) -> dict[datetime, int]:
    within = (appointments.c.starts_at >= start, appointments.c.starts_at < until, appointments.c.seat.is_not(None))
    counted = select(appointments.c.starts_at, func.count()).where(appointments.c.location == location, *within)
    return {starts: int(count) for starts, count in conn.execute(counted.group_by(appointments.c.starts_at)).all()}


def _held(conn: Connection, case_id: str) -> Row[*tuple[Any, ...]] | None:
    own = (appointments.c.case_id == case_id, appointments.c.seat.is_not(None))
    return conn.execute(select(appointments).where(*own)).first()
