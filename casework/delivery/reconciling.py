"""An agency's list of its cases beside ours: what is missing there, what stands otherwise, what we do not know.

The agency's last list is kept; what differs is worked out anew at each look, so a list sent twice changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import Connection, select

from casework import reference as references
from casework.cases import DELIVER, delivery_key
from casework.models import agency_lists, cases
from casework.office import Office
from casework.states import MACHINES
from runtime import dead_letters, event_log, outbox
from runtime.db import insert_into
from runtime.models import outbox as outbox_rows

MOST = 1_000
"""So many of each kind are named."""
AT_ONCE = 5_000


@dataclass(frozen=True)
class Listed:
    """All cases of an agency that were filed from `first` to `last`, both included: its state of each by reference."""

    first: date
    last: date
    states: Mapping[str, str]


@dataclass(frozen=True)
class Differing:
    reference: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Differences:
    """`missing`: delivered and still open here, but not on the list. `unknown`: on the list and no case of this agency.
    References in digits, `unknown` as they were written."""

    agency: str
    listed_at: datetime
    first: date
    last: date
    missing: tuple[str, ...]
    differing: tuple[Differing, ...]
    unknown: tuple[str, ...]


def keep(conn: Connection, now: datetime, agency: str, listed: Listed) -> None:
    """In the place of the agency's list before."""
    row = {"listed_at": now, "first": listed.first.isoformat(), "last": listed.last.isoformat()}
    row["states"] = dict(listed.states)
    put = insert_into(conn, agency_lists).values(agency=agency, **row)
    conn.execute(put.on_conflict_do_update(index_elements=["agency"], set_=row))


def differences(conn: Connection, agency: str, office: Office) -> Differences | None:
    """None when the agency has sent no list."""
    row = conn.execute(select(agency_lists).where(agency_lists.c.agency == agency)).first()
    if row is None:
        return None
    listed = Listed(date.fromisoformat(row.first), date.fromisoformat(row.last), row.states)
    theirs = {references.parse(written) or written: state for written, state in listed.states.items()}
    ours = _ours(conn, agency, listed, office)
    at = row.listed_at
    missing = (number for number, case in ours.items() if number not in theirs and case.is_owed(at))
    differing = (
        Differing(number, case.state, theirs[number])
        for number, case in ours.items()
        if number in theirs and theirs[number] != case.state and not case.moved_after(at)
    )
    unknown = sorted(set(theirs) - set(ours) - _known(conn, agency, set(theirs) - set(ours)))
    return Differences(
        agency,
        at,
        listed.first,
        listed.last,
        tuple(islice(missing, MOST)),
        tuple(islice(differing, MOST)),
        tuple(unknown[:MOST]),
    )


def send_missing(conn: Connection, now: datetime, found: Differences, actor: str) -> int:
    """What the agency does not have leaves again, logged with the person who wanted it; how many."""
    wanted = select(cases.c.id).where(cases.c.agency == found.agency, cases.c.reference.in_(found.missing))
    ids = conn.execute(wanted).scalars().all()
    return sum(send_again(conn, now, case_id, actor) for case_id in ids)


def send_again(conn: Connection, now: datetime, case_id: str, actor: str) -> bool:
    """One case leaves for its agency once more, though it was delivered. The same Idempotency-Key goes along."""
    key = delivery_key(case_id)
    number = conn.execute(select(outbox_rows.c.id).where(outbox_rows.c.key == key)).scalar()
    if number is not None:
        return dead_letters.resend(conn, now, number, actor)
    put = outbox.put(conn, now, DELIVER, key, {"case_id": case_id})
    event_log.append(conn, now, "delivery_resent", case_id=case_id, actor=actor, data={"kind": DELIVER})
    return put


@dataclass(frozen=True)
class _Ours:
    kind: str
    state: str
    delivered_at: datetime | None
    since: datetime | None

    def is_owed(self, listed_at: datetime) -> bool:
        """Whether the agency had it by then and still has work with it."""
        there = self.delivered_at is not None and self.delivered_at <= listed_at
        return there and self.state not in MACHINES[self.kind].ends

    def moved_after(self, listed_at: datetime) -> bool:
        return self.since is not None and self.since > listed_at


def _ours(conn: Connection, agency: str, listed: Listed, office: Office) -> dict[str, _Ours]:
    begin = datetime.combine(listed.first, time(), office.zone)
    end = datetime.combine(listed.last + timedelta(days=1), time(), office.zone)
    columns = (cases.c.reference, cases.c.kind, cases.c.state, cases.c.delivered_at, cases.c.state_since)
    span = (cases.c.agency == agency, cases.c.filed_at >= begin, cases.c.filed_at < end)
    rows = conn.execute(select(*columns).where(*span).order_by(cases.c.reference))
    return {row.reference: _Ours(row.kind, row.state, row.delivered_at, row.state_since) for row in rows}


def _known(conn: Connection, agency: str, numbers: set[str]) -> set[str]:
    """Those that are cases of the agency, whenever they were filed."""
    left, found = iter(numbers), set()
    while some := list(islice(left, AT_ONCE)):
        mine = select(cases.c.reference).where(cases.c.agency == agency, cases.c.reference.in_(some))
        found |= set(conn.execute(mine).scalars())
    return found
