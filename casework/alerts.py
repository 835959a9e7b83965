"""Warnings and escalations: who has to be told that a case is late, each level once for each due date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from casework.deadlines import ROLES
from casework.models import case_alerts, cases
from runtime import event_log
from runtime.db import insert_into


@dataclass(frozen=True)
class Alert:
    """One open line of a list. `reference` in digits; `level`: warning, overdue or escalated."""

    case_id: str
    reference: str
    agency: str
    level: str
    due_at: datetime
    raised_at: datetime


def put(conn: Connection, now: datetime, case_id: str, agency: str, level: str, due_at: datetime) -> bool:
    """An alert and its log entry; False, and nothing written, when this due date has had its level."""
    row = {
        "case_id": case_id,
        "agency": agency,
        "level": level,
        "role": ROLES[level],
        "due_at": due_at,
        "raised_at": now,
    }
    written = insert_into(conn, case_alerts).values(row)
    once = written.on_conflict_do_nothing(index_elements=["case_id", "level", "due_at"]).returning(case_alerts.c.id)
    if conn.execute(once).first() is None:
        return False
    told = {"level": level, "role": ROLES[level], "agency": agency, "due_at": due_at.isoformat()}
    event_log.append(conn, now, "case_alerted", case_id=case_id, data=told)
    return True


def settle(conn: Connection, now: datetime, case_id: str) -> None:
    """The case is no longer late: it has another due date, or none."""
    mine = (case_alerts.c.case_id == case_id, case_alerts.c.settled_at.is_(None))
    conn.execute(update(case_alerts).where(*mine).values(settled_at=now))


def listed(conn: Connection, roles: Sequence[str], agency: str | None = None, limit: int = 100) -> list[Alert]:
    """What is open for these roles, earliest due date first; of one agency alone, or of all."""
    columns = (case_alerts.c.case_id, cases.c.reference, case_alerts.c.agency, case_alerts.c.level)
    found = (
        select(*columns, case_alerts.c.due_at, case_alerts.c.raised_at)
        .join(cases, cases.c.id == case_alerts.c.case_id)
        .where(case_alerts.c.role.in_(roles), case_alerts.c.settled_at.is_(None))
        .order_by(case_alerts.c.due_at, case_alerts.c.id)
        .limit(limit)
    )
    rows = conn.execute(found.where(case_alerts.c.agency == agency) if agency else found)
    return [Alert(*row) for row in rows]
