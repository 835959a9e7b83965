"""The day before an appointment its citizen is reminded, once, by day."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection, select, update

from casework import notifications
from casework.models import appointments, cases
from casework.office import Office
from runtime import event_log
from runtime.clock import Clock
from runtime.db import Database

FROM_HOUR, TO_HOUR = 8, 20
MOST = 200


def remind(database: Database, clock: Clock, office: Office) -> int:
    """Leaves a message for each appointment of tomorrow that was not made today; how many. At most MOST at a time."""
    now = clock.now()
    if not FROM_HOUR <= office.local(now).hour < TO_HOUR:
        return 0
    with database.begin() as conn:
        event_log.take_lock(conn)
        due = _claim(conn, now, office)
        for case in conn.execute(select(cases).where(cases.c.id.in_(due))).mappings().all():
            notifications.put(conn, now, dict(case), notifications.REMIND)
    return len(due)


def _claim(conn: Connection, now: datetime, office: Office) -> list[str]:
    zone = office.calendar.zone
    today = datetime.combine(now.astimezone(zone).date(), time(), zone)
    tomorrow = (
        appointments.c.starts_at >= today + timedelta(days=1),
        appointments.c.starts_at < today + timedelta(days=2),
    )
    waiting = (appointments.c.seat.is_not(None), appointments.c.reminded_at.is_(None), appointments.c.booked_at < today)
    found = select(appointments.c.id).where(*tomorrow, *waiting).order_by(appointments.c.starts_at).limit(MOST)
    claimed = update(appointments).where(appointments.c.id.in_(found), appointments.c.reminded_at.is_(None))
    return list(conn.execute(claimed.values(reminded_at=now).returning(appointments.c.case_id)).scalars())
