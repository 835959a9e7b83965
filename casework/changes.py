"""Changing a case: the row is claimed, the machine asked, the change written, told to the log and to the citizen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from casework import alerts, appointments, deadlines, notifications, stages, timer
from casework.machine import NotAllowed, Transition
from casework.models import case_change_keys, cases
from casework.office import Office
from casework.states import MACHINES
from runtime import event_log
from runtime.db import insert_into

__all__ = ["Case", "NotAllowed", "UnknownCase", "change", "claim"]

Case = dict[str, Any]
"""A row of the cases table, by column."""

SETTABLE = frozenset({"stage", "owes", "shown_later", "agency", "slots", "withheld", "merged_into", "fee"})
MAX_REASON = 2_000


class UnknownCase(LookupError):
    """A change or a delivery names a case that is not there."""


def change(
    conn: Connection,
    now: datetime,
    case_id: str,
    transition: str,
    *,
    actor: str | None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    key: str | None = None,
    office: Office | None = None,
) -> Case:
    """The case after one transition of its machine, in the caller's transaction.

    `actor`: an account's id, `agency:CODE`, `citizen`, or None for the house itself; who may is the door's to check, by
    the transition's `may`. `data`: columns to set along, of SETTABLE. The same `key` acts once: again it gives the case as it
    stands. Without `office` the new due date is worked out by the next look of the clocks' job, seconds later.

    Raises UnknownCase, NotAllowed, ValueError for another column, another state's stage or too long a reason.
    """
    case = claim(conn, case_id)
    if key is not None and _used(conn, key):
        return case
    machine = MACHINES[case["kind"]]
    step, state = machine.step(case["state"], transition)
    if data and data.get("stage"):
        stages.check(data["stage"], case["kind"], state)
    if key is not None and not _first(conn, now, key, case_id):
        return case
    changed = _columns(case, step, state, now, _checked(data, reason), office)
    conn.execute(update(cases).where(cases.c.id == case_id).values(changed))
    if "due_at" in changed and (case["warned_at"] or case["escalated_at"]):
        alerts.settle(conn, now, case_id)
    told = {"transition": transition, "from": case["state"], "to": state, **_remarks(changed, reason)}
    event_log.append(conn, now, "case_changed", call_id=case["call_id"], case_id=case_id, actor=actor, data=told)
    after = case | changed
    if state in machine.ends:
        appointments.cancel(conn, now, case_id)
    notifications.put(conn, now, after, transition)
    return after


def claim(conn: Connection, case_id: str) -> Case:
    """The case, locked to the end of the caller's transaction. Raises UnknownCase."""
    # A turn may hold the log's lock already when it changes a case: whoever changes takes that lock before the row's.
    event_log.take_lock(conn)
    row = conn.execute(select(cases).where(cases.c.id == case_id).with_for_update()).mappings().first()
    if row is None:
        raise UnknownCase(case_id)
    return dict(row)


def _used(conn: Connection, key: str) -> bool:
    return conn.execute(select(case_change_keys.c.key).where(case_change_keys.c.key == key)).first() is not None


def _first(conn: Connection, now: datetime, key: str, case_id: str) -> bool:
    row = {"key": key, "case_id": case_id, "at": now}
    written = insert_into(conn, case_change_keys).values(row).on_conflict_do_nothing(index_elements=["key"])
    return conn.execute(written.returning(case_change_keys.c.key)).first() is not None


def _checked(data: Mapping[str, Any] | None, reason: str) -> dict[str, Any]:
    unknown = set(data or ()) - SETTABLE
    if unknown:
        raise ValueError(f"a change does not set {', '.join(sorted(unknown))}")
    if len(reason) > MAX_REASON:
        raise ValueError(f"a reason has at most {MAX_REASON} characters")
    return dict(data or {})


def _columns(
    case: Case, step: Transition, state: str, now: datetime, data: dict[str, Any], office: Office | None
) -> dict[str, Any]:
    agency: str = data.get("agency") or case["agency"]
    moved = {"state": state, "state_since": now, "stage": None} if state != case["state"] else {}
    delivered = {"delivered_at": now} if step.name == "deliver" else {}
    clock = timer.follow(case["clock"], MACHINES[case["kind"]], step, now, agency)
    return {**moved, **delivered, "clock": clock, **_due(case, clock, now, office), **data}


def _due(case: Case, clock: timer.Timer | None, now: datetime, office: Office | None) -> dict[str, datetime | None]:
    """The columns of a new due date; none where the old one stands. An office that is not known here is the job's to ask."""
    if deadlines.same(case["clock"], clock):
        overdue = case["due_at"] is not None and case["due_at"] <= now
        return {"watch_at": now} if overdue else {}  # what the passed time could not bring about, it may now
    asked = {"due_at": None, "watch_at": now}
    due = asked if office is None else deadlines.columns(case["kind"], clock, office.calendar)
    return {**due, "warned_at": None, "escalated_at": None}


def _remarks(changed: Mapping[str, Any], reason: str) -> dict[str, str]:
    """What the log tells besides the states: nothing that a citizen answered."""
    told = {name: changed[name] for name in ("stage", "agency", "merged_into") if changed.get(name)}
    return {**told, **({"reason": reason} if reason else {})}
