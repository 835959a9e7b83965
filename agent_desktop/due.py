"""Whether the clock has anything to do: five small reads, so that an idle desk costs no write."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from agent_desktop.desk_calls import LIVE
from agent_desktop.models import agent_presence, desk_calls, queue_entries
from agent_desktop.presence import GONE_S


def is_anything_due(conn: Connection, now: datetime) -> bool:
    """True when a change by Desk.tick is possible; what exactly is decided there, under the write lock."""
    return bool(conn.execute(select(or_(*_conditions(now)))).scalar_one())


def _conditions(now: datetime) -> list[ColumnElement[bool]]:
    gone = now - timedelta(seconds=GONE_S)
    entry, agent, call = queue_entries.c, agent_presence.c, desk_calls.c
    someone_waits = exists(select(entry.id).where(entry.state == "waiting"))
    someone_is_ready = exists(select(agent.agent_id).where(agent.state == "ready", agent.gone_since.is_(None)))
    return [
        exists(select(entry.id).where(entry.state == "offered", entry.expires_at <= now)),
        exists(select(call.id).where(call.state.in_(LIVE), call.deadline <= now)),
        exists(select(agent.agent_id).where(agent.state == "wrap_up", agent.until <= now)),
        exists(select(agent.agent_id).where(agent.state == "ready", agent.gone_since <= gone)),
        and_(someone_waits, someone_is_ready),
    ]
