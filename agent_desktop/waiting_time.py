"""How long a caller will wait, from how long the last ones were served."""

from __future__ import annotations

from math import ceil

from sqlalchemy import Connection, select

from agent_desktop import presence
from agent_desktop.models import desk_calls

SERVED = 20
"""So many of the queue's last callers are looked at."""
ENOUGH = 5
"""Fewer of them say nothing about the next."""
MOST_MINUTES = 60
"""A longer wait is not told as a number: it would be a guess."""


def minutes(conn: Connection, queue: str, position: int) -> int | None:
    """The expected wait of whoever has this place in line (1 is next), in whole minutes, rounded up; None where nothing honest can
    be said. The mean time from accepting to the end of the talk of the queue's last callers, for each caller ahead and the one who
    is being served, shared by the agents at work."""
    agents = sum(len(presence.all_of(conn, state)) for state in presence.AT_WORK)
    ended = desk_calls.c.ended_at
    last = select(desk_calls.c.accepted_at, ended).where(desk_calls.c.queue == queue, ended.is_not(None))
    served = [
        (row.ended_at - row.accepted_at).total_seconds()
        for row in conn.execute(last.order_by(ended.desc()).limit(SERVED))
    ]
    if not agents or len(served) < ENOUGH:
        return None
    expected = ceil(position * sum(served) / len(served) / agents / 60)
    return max(1, expected) if expected <= MOST_MINUTES else None
