"""Publications at a day to come: carried out once, by whichever process looks first, and checked again before.

What then cannot be published stays approved, and the history says why it did not come.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time

from sqlalchemy import Connection

from knowledge_base.life import revisions, steps
from knowledge_base.life.publication import Order, Publication
from knowledge_base.life.refusal import Refused
from knowledge_base.life.revisions import APPROVED, SCHEDULED, Revision
from knowledge_base.life.rights import require, said
from runtime import accounts
from runtime.accounts import Account

log = logging.getLogger(__name__)
NOT_PLANNED = {"state": APPROVED, "due_at": None, "scheduled_by": None, "override_reason": None}


def plan(publication: Publication, id: str, version: int, order: Order, day: date) -> Revision:
    """What was approved, from the beginning of a day of the office's. Raises Refused."""
    store = publication.store
    revision = publication.ready(id, order)
    if day <= store.today():
        raise Refused("past", f"{day.isoformat()} is no day to come; publish it at once")
    publication.judge(revision.document, publication.text(revision), order)
    due = datetime.combine(day, time(), store.zone)
    values = {"due_at": due, "scheduled_by": order.who.username, "override_reason": order.override or None}
    with store.database.begin() as conn:
        now = store.clock.now()
        changed = revisions.change(conn, now, revision, version, (APPROVED,), state=SCHEDULED, **values)
        _note(conn, now, changed, "scheduled", order.who.username, f"{day.isoformat()}: {said(order.why)}")
    return changed


def cancel(publication: Publication, id: str, version: int, who: Account, why: str) -> Revision:
    """It stays approved. Raises Refused."""
    with publication.store.database.begin() as conn:
        revision, now = revisions.get(conn, id), publication.store.clock.now()
        require(who, "publish_knowledge", revision.agency)
        changed = revisions.change(conn, now, revision, version, (SCHEDULED,), **NOT_PLANNED)
        _note(conn, now, changed, "cancelled", who.username, said(why))
    return changed


def carry_out_due(publication: Publication) -> int:
    """Publish what is due by now; how many were. A job's work."""
    with publication.store.database.read() as conn:
        due = revisions.due(conn, publication.store.clock.now())
    return sum(_carry_out(publication, revision) for revision in due)


def _carry_out(publication: Publication, revision: Revision) -> bool:
    try:
        publication.ready(revision.id, order := _order_of(publication, revision))
        publication.carry_through(revision, revision.version, (SCHEDULED,), order)
    except Refused as refusal:
        if refusal.code not in ("conflict", "state"):
            _give_up(publication, revision, refusal)
        return False
    return True


def _order_of(publication: Publication, revision: Revision) -> Order:
    with publication.store.database.read() as conn:
        who = accounts.named(conn, str(revision.scheduled_by))
        noted = [step.why for step in steps.of_revision(conn, revision.id) if step.kind == "scheduled"]
    if who is None:
        raise Refused("may_not", f"there is no account {revision.scheduled_by}")
    return Order(who, noted[-1], revision.override_reason or "")


def _give_up(publication: Publication, revision: Revision, refusal: Refused) -> None:
    with publication.store.database.begin() as conn:
        now = publication.store.clock.now()
        try:
            changed = revisions.change(conn, now, revision, revision.version, (SCHEDULED,), **NOT_PLANNED)
        except Refused:
            return
        _note(conn, now, changed, "refused", str(revision.scheduled_by), f"{refusal.code}: {refusal}"[:500])
    log.error("scheduled publication of %s refused: %s", revision.document, refusal.code)


def _note(conn: Connection, now: datetime, revision: Revision, kind: steps.Kind, person: str, why: str) -> None:
    about = {"revision": revision.id, "digest": revision.digest}
    steps.append(conn, now, revision.document, kind, person, why, **about)
