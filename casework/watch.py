"""The clocks' job: warns, escalates, and lets a case go on when its time is over. Any number of processes may do it at once."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from casework import alerts
from casework.changes import Case, NotAllowed, change, claim
from casework.deadlines import OVERDUE, WARNING, Deadline, deadline
from casework.models import cases
from casework.office import Office
from runtime.clock import Clock
from runtime.db import Database

log = logging.getLogger(__name__)
AT_ONCE = 200


class ClockWatch:
    def __init__(self, database: Database, clock: Clock, office: Office) -> None:
        self._database, self._clock, self._office = database, clock, office

    def tick(self) -> int:
        """Looks at what is due to be looked at, each case in a transaction of its own; how many were."""
        now = self._clock.now()
        due = select(cases.c.id).where(cases.c.watch_at <= now).order_by(cases.c.watch_at).limit(AT_ONCE)
        with self._database.read() as conn:
            waiting = conn.execute(due).scalars().all()
        return sum(self._look(case_id, now) for case_id in waiting)

    def _look(self, case_id: str, now: datetime) -> bool:
        try:
            with self._database.begin() as conn:
                case = claim(conn, case_id)
                if case["watch_at"] is None or case["watch_at"] > now:
                    return False  # another process was here first
                look(conn, now, case, self._office)
        except Exception:
            log.exception("the clock of case %s", case_id)
            return False
        return True


def look(conn: Connection, now: datetime, case: Case, office: Office) -> None:
    """One claimed case: its due date as the calendar now has it, and what has come due."""
    found = deadline(case["kind"], case["clock"], office.calendar)
    if found is None:
        _mark(conn, case, {"due_at": None, "watch_at": None})
        return
    marks: dict[str, Any] = {"due_at": found.due_at, "watch_at": found.next_after(now)}
    if case["due_at"] is not None and case["due_at"] != found.due_at:  # the calendar has changed
        alerts.settle(conn, now, case["id"])
        marks |= {"warned_at": None, "escalated_at": None}
    _mark(conn, case, marks | _told(conn, now, case, found))
    if found.by_itself and found.due_at <= now:
        _go_on(conn, now, case, found, office)


def _told(conn: Connection, now: datetime, case: Case, found: Deadline) -> dict[str, datetime]:
    """Who is warned is not told that it is late, and the other way about."""
    passed = [level for moment, level in found.levels() if moment <= now]
    if found.by_itself:
        passed = [level for level in passed if level == WARNING and found.due_at > now]
    marks = {}
    for level in passed:
        if level == WARNING and OVERDUE in passed:
            continue
        if alerts.put(conn, now, case["id"], case["agency"], level, found.due_at):
            marks["warned_at" if level == WARNING else "escalated_at"] = now
    return marks


def _go_on(conn: Connection, now: datetime, case: Case, found: Deadline, office: Office) -> None:
    key = f"due:{case['id']}:{found.due_at.isoformat()}"
    try:
        change(conn, now, case["id"], found.by_itself, actor=None, key=key, office=office)
    except NotAllowed:
        # It has not reached the agency: the time goes on being overdue, and a person is told.
        alerts.put(conn, now, case["id"], case["agency"], OVERDUE, found.due_at)


def _mark(conn: Connection, case: Case, marks: dict[str, Any]) -> None:
    conn.execute(update(cases).where(cases.c.id == case["id"]).values(marks))
