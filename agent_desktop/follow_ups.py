"""What the house owes callers who did not wait: callbacks and voicemails, their rows and changes by compare-and-set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, and_, or_, select, update

from agent_desktop.models import follow_ups
from agent_desktop.refused import Refused
from runtime import event_log
from runtime.db import insert_into

Outcome = Literal["done", "no_answer", "closed"]

MOST_ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=30)
RETRY_WITHIN = timedelta(hours=1)
KEPT_FOR = timedelta(minutes=30)
"""What an agent has taken and not ended after so long, others may take."""
MOST_LISTED = 200


@dataclass(frozen=True)
class FollowUp:
    """`kind`: callback or voicemail. `number` is E.164, "" for an anonymous voicemail. `state`: open, taken (by `agent_id`,
    `since`) or ended, with the `outcome` done, closed or unreachable. `recording` is the carrier's sid."""

    id: str
    kind: str
    call_id: str
    number: str
    queue: str
    skills: list[str]
    language: str
    service: str | None
    reason: str | None
    not_before: datetime | None
    not_after: datetime | None
    recording: str | None
    seconds: int | None
    state: str
    since: datetime
    agent_id: str | None
    attempts: int
    outcome: str | None
    created_at: datetime
    ended_at: datetime | None


def add(conn: Connection, now: datetime, values: dict[str, Any]) -> bool:
    """`values` name id, kind, call_id, number, queue, skills, language and what else the kind has. False when it is there
    already: an open callback for the number and queue, or the same recording."""
    row = {**values, "state": "open", "since": now, "created_at": now}
    statement = insert_into(conn, follow_ups).values(row).on_conflict_do_nothing().returning(follow_ups.c.id)
    if conn.execute(statement).first() is None:
        return False
    log_kind = "callback_booked" if values["kind"] == "callback" else "voicemail_kept"
    data = {"follow_up": values["id"], "queue": values["queue"]}
    event_log.append(conn, now, log_kind, call_id=values["call_id"], data=data)
    return True


def get(conn: Connection, id: str) -> FollowUp | None:
    return _first(conn, follow_ups.c.id == id)


def open_callback(conn: Connection, number: str, queue: str) -> FollowUp | None:
    mine = (follow_ups.c.kind == "callback", follow_ups.c.number == number, follow_ups.c.queue == queue)
    return _first(conn, *mine, follow_ups.c.ended_at.is_(None))


def booked_in(conn: Connection, call_id: str) -> Sequence[str]:
    """Ids of the callbacks that one call has booked, open or not."""
    mine = (follow_ups.c.kind == "callback", follow_ups.c.call_id == call_id)
    return conn.execute(select(follow_ups.c.id).where(*mine)).scalars().all()


def unended(conn: Connection) -> list[FollowUp]:
    """Oldest first, at most MOST_LISTED."""
    query = select(follow_ups).where(follow_ups.c.state != "ended").order_by(follow_ups.c.created_at, follow_ups.c.id)
    return [FollowUp(**row) for row in conn.execute(query.limit(MOST_LISTED)).mappings()]


def of_agent(conn: Connection, id: str, agent_id: str) -> FollowUp:
    """Raises Refused no_such_follow_up, or not_taken when it is not this agent's."""
    found = get(conn, id)
    if found is None:
        raise Refused("no_such_follow_up")
    if found.state != "taken" or found.agent_id != agent_id:
        raise Refused("not_taken")
    return found


def take(conn: Connection, now: datetime, id: str, agent_id: str) -> None:
    """One agent gets it. Raises Refused already_taken when somebody was faster, or no_such_follow_up."""
    if get(conn, id) is None:
        raise Refused("no_such_follow_up")
    lapsed = and_(follow_ups.c.state == "taken", follow_ups.c.since <= now - KEPT_FOR)
    free = or_(follow_ups.c.state == "open", lapsed)
    marks = {"state": "taken", "agent_id": agent_id, "since": now}
    if not _change(conn, id, free, marks):
        raise Refused("already_taken")
    _log(conn, now, "follow_up_taken", id, agent_id)


def give_back(conn: Connection, now: datetime, id: str, agent_id: str) -> bool:
    """Open again for everybody; the attempts so far count. False when it was not this agent's."""
    return _move(conn, now, id, agent_id, "follow_up_given_back", {"state": "open", "agent_id": None, "since": now})


def give_back_all(conn: Connection, now: datetime, agent_id: str) -> None:
    """The agent goes: what they have taken is open again."""
    mine = (follow_ups.c.state == "taken", follow_ups.c.agent_id == agent_id)
    for id in conn.execute(select(follow_ups.c.id).where(*mine)).scalars().all():
        give_back(conn, now, id, agent_id)


def attempted(conn: Connection, now: datetime, id: str, agent_id: str) -> bool:
    """The citizen is being rung."""
    marks = {"attempts": follow_ups.c.attempts + 1, "since": now}
    return _move(conn, now, id, agent_id, "callback_attempted", marks)


def end(conn: Connection, now: datetime, id: str, agent_id: str, outcome: Outcome) -> bool:
    """done and closed end it; no_answer opens it again for later, and after MOST_ATTEMPTS ends it as unreachable. False when it was not
    this agent's."""
    found = get(conn, id)
    if outcome == "no_answer" and found is not None and found.attempts < MOST_ATTEMPTS:
        later = now + RETRY_AFTER
        until = max(found.not_after or later, later + RETRY_WITHIN)
        marks = {"state": "open", "agent_id": None, "since": now, "not_before": later, "not_after": until}
        return _move(conn, now, id, agent_id, "callback_unanswered", marks)
    told = "unreachable" if outcome == "no_answer" else outcome
    return _move(conn, now, id, agent_id, "follow_up_ended", {"state": "ended", "outcome": told, "ended_at": now})


def _move(conn: Connection, now: datetime, id: str, agent_id: str, kind: str, marks: dict[str, Any]) -> bool:
    mine = and_(follow_ups.c.state == "taken", follow_ups.c.agent_id == agent_id)
    if not _change(conn, id, mine, marks):
        return False
    _log(conn, now, kind, id, agent_id)
    return True


def _log(conn: Connection, now: datetime, kind: str, id: str, agent_id: str) -> None:
    found = get(conn, id)
    call_id = found.call_id if found is not None else None
    event_log.append(conn, now, kind, call_id=call_id, actor=agent_id, data={"follow_up": id})


def _change(conn: Connection, id: str, before: Any, marks: dict[str, Any]) -> bool:
    return bool(conn.execute(update(follow_ups).where(follow_ups.c.id == id, before).values(marks)).rowcount == 1)


def _first(conn: Connection, *conditions: Any) -> FollowUp | None:
    row = conn.execute(select(follow_ups).where(*conditions)).mappings().first()
    return FollowUp(**row) if row else None
