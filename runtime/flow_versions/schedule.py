"""Publications at a time to come: kept in the database, carried out once by whichever process looks first.

At its time everything is checked again: the right of the person, the flows with the definitions of that day, the golden
calls, and that nobody published anything else meanwhile. What then cannot be published is `refused`, and the audit says why.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, desc, select, update

from runtime.flow_versions import audit, store
from runtime.flow_versions.people import Person, named, reason, require
from runtime.flow_versions.publishing import Order, Publishing
from runtime.flow_versions.refusal import Refused
from runtime.models import flow_schedule

log = logging.getLogger(__name__)
WAITING, DONE, CANCELLED, REFUSED = "waiting", "done", "cancelled", "refused"


@dataclass(frozen=True)
class Planned:
    """`base`: what must be live at that time; None when that does not matter."""

    id: int
    revision: str
    golden_calls: str | None
    alias: str
    due_at: datetime
    person: str
    why: str
    override_reason: str
    base: str | None
    state: str


def plan(
    publishing: Publishing, files: Mapping[str, str], order: Order, at: datetime, *, force: bool = False
) -> Planned:
    """To be published at `at`. It builds on what will be live by then as planned so far, unless `force`. Raises Refused."""
    judged = publishing.fit(files, order)
    now = publishing.clock.now()
    if at <= now:
        raise Refused("past", f"{at.isoformat(timespec='minutes')} is over; leave out the time to publish now")
    with publishing.database.begin() as conn:
        store.lock(conn)
        calls = store.keep(conn, now, judged.sources, order.person.name)
        planned = Planned(
            id=0,
            revision=judged.revision,
            golden_calls=calls,
            alias=order.alias,
            due_at=at,
            person=order.person.name,
            why=reason(order.why),
            override_reason=order.override,
            base=None if force else _before(conn, order.alias, at),
            state=WAITING,
        )
        row = {name: value for name, value in vars(planned).items() if name != "id"}
        id = conn.execute(flow_schedule.insert().values(row).returning(flow_schedule.c.id)).scalar_one()
        why = f"number {id}, for {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {planned.why}"
        _note(conn, now, "scheduled", planned, order.person.name, why)
    return replace(planned, id=id)


def cancel(publishing: Publishing, id: int, person: Person, why: str) -> None:
    """Raises Refused: over, when it is carried out or cancelled already."""
    require(person, "publish_flows")
    said = reason(why)
    with publishing.database.begin() as conn:
        planned = _find(conn, id)
        if planned is None:
            raise Refused("unknown", f"no publication number {id} is planned")
        if not _claim(conn, id, CANCELLED):
            raise Refused("over", f"publication number {id} is {planned.state} already")
        _note(conn, publishing.clock.now(), "cancelled", planned, person.name, said)


def waiting(conn: Connection) -> list[Planned]:
    """The next first."""
    query = select(flow_schedule).where(flow_schedule.c.state == WAITING)
    rows = conn.execute(query.order_by(flow_schedule.c.due_at, flow_schedule.c.id)).mappings()
    return [Planned(**row) for row in rows]


def carry_out_due(publishing: Publishing) -> int:
    """Publish what is due by now, in order; how many were published. A job's work."""
    with publishing.database.read() as conn:
        due = [planned for planned in waiting(conn) if planned.due_at <= publishing.clock.now()]
    return sum(_carry_out(publishing, planned) for planned in due)


def _carry_out(publishing: Publishing, planned: Planned) -> bool:
    try:
        return _publish(publishing, planned)
    except Refused as refusal:
        shown = "; ".join(str(issue) for issue in refusal.issues[:3])
        with publishing.database.begin() as conn:
            if _claim(conn, planned.id, REFUSED):
                why = f"{refusal.code}: {refusal}" + (f" ({shown})" if shown else "")
                _note(conn, publishing.clock.now(), "refused", planned, planned.person, why)
        log.error("planned publication %s refused: %s", planned.id, refusal.code)
        return False


def _publish(publishing: Publishing, planned: Planned) -> bool:
    """False when somebody else was quicker."""
    with publishing.database.read() as conn:
        person = named(conn, planned.person)
        sources = store.sources_of(conn, planned.revision, planned.golden_calls)
    if sources is None:
        raise Refused("unknown", f"revision {planned.revision} is not kept")
    order = Order(person, planned.why, planned.alias, planned.override_reason, planned.base)
    judged = publishing.fit(sources.files, order)
    with publishing.database.begin() as conn:
        store.lock(conn)
        if not _claim(conn, planned.id, DONE):
            return False
        publishing.move(conn, judged, order)
    return True


def _before(conn: Connection, alias: str, at: datetime) -> str | None:
    """What the alias will name just before `at`."""
    earlier = (flow_schedule.c.state == WAITING, flow_schedule.c.alias == alias, flow_schedule.c.due_at <= at)
    query = select(flow_schedule.c.revision).where(*earlier)
    last = query.order_by(desc(flow_schedule.c.due_at), desc(flow_schedule.c.id)).limit(1)
    return conn.execute(last).scalar_one_or_none() or store.revision_at(conn, alias)


def _find(conn: Connection, id: int) -> Planned | None:
    row = conn.execute(select(flow_schedule).where(flow_schedule.c.id == id)).mappings().first()
    return Planned(**row) if row else None


def _claim(conn: Connection, id: int, state: str) -> bool:
    own = (flow_schedule.c.id == id, flow_schedule.c.state == WAITING)
    return conn.execute(update(flow_schedule).where(*own).values(state=state)).rowcount == 1


def _note(conn: Connection, now: datetime, kind: audit.Kind, planned: Planned, person: str, why: str) -> None:
    audit.append(
        conn,
        now,
        kind,
        person,
        why,
        planned.revision,
        alias=planned.alias,
        moved_from=planned.base,
        golden_calls=planned.golden_calls,
    )
