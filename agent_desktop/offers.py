"""A waiting caller is offered to one agent for a short time; the offer ends once, whoever is first to end it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from agent_desktop import acd, presence, queueing
from agent_desktop.models import queue_entries
from agent_desktop.queueing import Entry
from agent_desktop.refused import Refused
from agent_desktop.row_order import take_turn
from runtime import event_log

OFFER_S = 20


def make(conn: Connection, now: datetime, new_id: Callable[[], str]) -> int:
    """Offers every waiting caller there is a ready agent for; how many offers were made."""
    take_turn(conn)
    callers = [
        acd.Waiting(e.id, e.queued_at, e.priority, e.requeues) for e in queueing.waiting(conn) if e.state == "waiting"
    ]
    idle = [acd.Idle(p.agent_id, p.since) for p in presence.all_of(conn, "ready") if p.gone_since is None]
    return sum(_offer(conn, now, new_id(), match) for match in acd.match(callers, idle))


def of_agent(conn: Connection, agent_id: str) -> Entry | None:
    """What this agent is being offered at present."""
    mine = (queue_entries.c.agent_id == agent_id, queue_entries.c.state == "offered")
    row = conn.execute(select(queue_entries).where(*mine)).mappings().first()
    return Entry(**row) if row else None


def claim(conn: Connection, now: datetime, offer_id: str, agent_id: str) -> Entry:
    """The agent takes the caller. Raises Refused offer_gone when somebody or the clock was faster."""
    take_turn(conn)
    mine = (
        queue_entries.c.offer_id == offer_id,
        queue_entries.c.agent_id == agent_id,
        queue_entries.c.state == "offered",
        queue_entries.c.expires_at > now,
    )
    marks = {"state": "accepted", "offer_id": None, "expires_at": None}
    row = conn.execute(update(queue_entries).where(*mine).values(marks).returning(queue_entries)).mappings().first()
    if row is None:
        raise Refused("offer_gone")
    return Entry(**row)


def decline(conn: Connection, now: datetime, offer_id: str, agent_id: str) -> None:
    """The caller goes back to the head, the agent is not ready. Raises Refused offer_gone."""
    take_turn(conn)
    entry = of_agent(conn, agent_id)
    if entry is None or entry.offer_id != offer_id:
        raise Refused("offer_gone")
    _take_back(conn, now, entry, "declined")
    event_log.append(conn, now, "offer_declined", call_id=entry.call_id, actor=agent_id, data={"offer": offer_id})


def take_back_from(conn: Connection, now: datetime, agent_id: str) -> None:
    """The agent goes: what they are being offered goes back to the head."""
    entry = of_agent(conn, agent_id)
    if entry is not None:
        _take_back(conn, now, entry, "signed_out")


def expire(conn: Connection, now: datetime) -> int:
    """Ends what was not answered in time; how many offers that were."""
    take_turn(conn)
    late = (queue_entries.c.state == "offered", queue_entries.c.expires_at <= now)
    entries = [Entry(**row) for row in conn.execute(select(queue_entries).where(*late)).mappings()]
    for entry in entries:
        _take_back(conn, now, entry, "no_answer")
        data = {"offer": entry.offer_id, "agent": entry.agent_id}
        event_log.append(conn, now, "offer_expired", call_id=entry.call_id, actor=entry.agent_id, data=data)
    return len(entries)


def withdraw(conn: Connection, now: datetime, entry: Entry) -> None:
    """The caller is gone: the agent it was offered to is ready as before."""
    if entry.state == "offered" and entry.agent_id is not None:
        presence.move(conn, now, entry.agent_id, ("offered",), "ready")


def requeue(conn: Connection, now: datetime, entry: Entry) -> bool:
    """Back to the head of the queue, with the whole time waited so far. False when the place is over."""
    marks = {
        "state": "waiting",
        "requeues": entry.requeues + 1,
        "offer_id": None,
        "agent_id": None,
        "expires_at": None,
    }
    if not queueing.change(conn, entry.id, ("offered", "accepted"), marks):
        return False
    event_log.append(conn, now, "caller_requeued", call_id=entry.call_id, data={"queue_id": entry.id})
    return True


def _offer(conn: Connection, now: datetime, offer_id: str, match: acd.Match) -> bool:
    marks = {
        "state": "offered",
        "offer_id": offer_id,
        "agent_id": match.agent_id,
        "expires_at": now + timedelta(seconds=OFFER_S),
    }
    with conn.begin_nested() as attempt:
        taken = queueing.change(conn, match.entry_id, ("waiting",), marks)
        if not (taken and presence.move(conn, now, match.agent_id, ("ready",), "offered")):
            attempt.rollback()
            return False
    entry = queueing.get(conn, match.entry_id)
    call_id = entry.call_id if entry else None
    data = {"agent": match.agent_id, "offer": offer_id}
    event_log.append(conn, now, "offer_made", call_id=call_id, actor=match.agent_id, data=data)
    return True


def _take_back(conn: Connection, now: datetime, entry: Entry, reason: str) -> None:
    if requeue(conn, now, entry) and entry.agent_id is not None:
        presence.move(conn, now, entry.agent_id, ("offered",), "not_ready", reason=reason)
