"""Callbacks and voicemails as a desk shows them: what is due first on top, and no whole telephone number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from agent_desktop import dialogue, follow_ups
from agent_desktop.follow_ups import FollowUp
from agent_desktop.masked import masked_number
from agent_desktop.models import follow_ups as rows
from agent_desktop.queue_names import QueueNames, called
from runtime import accounts
from telephony import calls

MOST_SAID = 12
LAST = datetime.max.replace(tzinfo=UTC)


def listed(conn: Connection, now: datetime, agent_id: str, queues: QueueNames) -> list[dict[str, Any]]:
    """JSON; times are ISO 8601. Due callbacks first, the one whose time is up soonest on top; then the others by age."""
    owed = follow_ups.unended(conn)
    owed.sort(key=lambda each: (each.not_after or LAST) if is_due(each, now) else LAST)
    return [_shown(conn, now, each, agent_id, queues) for each in owed]


def is_due(owed: FollowUp, now: datetime) -> bool:
    """Whether a callback's time has come."""
    return owed.not_before is not None and owed.not_before <= now


def state_of(conn: Connection) -> dict[str, Any]:
    """How many there are, and a word that changes with any of them."""
    query = select(func.count(), func.max(rows.c.since)).where(rows.c.state != "ended")
    count, latest = conn.execute(query).one()
    return {"count": count, "version": f"{count} {latest.isoformat() if latest else ''}"}


def _shown(conn: Connection, now: datetime, owed: FollowUp, agent_id: str, queues: QueueNames) -> dict[str, Any]:
    known = dialogue.of_call(conn, owed.call_id)
    return {
        "id": owed.id,
        "kind": owed.kind,
        "call_id": owed.call_id,
        "queue_name": called(queues, owed.queue),
        "service": owed.service or known.service,
        "language": owed.language,
        "from_masked": masked_number(owed.number or calls.number_of(conn, owed.call_id)),
        "can_call": bool(owed.number),
        "heard": list(known.said[-MOST_SAID:]),
        "created_at": owed.created_at.isoformat(),
        "not_before": owed.not_before.isoformat() if owed.not_before else None,
        "not_after": owed.not_after.isoformat() if owed.not_after else None,
        "seconds": owed.seconds,
        "attempts": owed.attempts,
        "most_attempts": follow_ups.MOST_ATTEMPTS,
        "taken_by": _taken_by(conn, now, owed, agent_id),
    }


def _taken_by(conn: Connection, now: datetime, owed: FollowUp, agent_id: str) -> dict[str, Any] | None:
    """Who has it; None for what anybody may take."""
    if owed.state != "taken" or owed.agent_id is None:
        return None
    mine = owed.agent_id == agent_id
    if not mine and owed.since + follow_ups.KEPT_FOR <= now:
        return None
    account = accounts.get(conn, owed.agent_id)
    return {"me": mine, "name": account.name if account is not None else ""}
