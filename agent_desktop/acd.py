"""Who gets which caller now. Pure: rows in, matches out; the caller of this claims them one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """A caller in a queue. `requeues` counts how often an agent was promised and lost: such a caller stands at the head."""

    entry_id: str
    queued_at: datetime
    priority: int = 0
    requeues: int = 0


@dataclass(frozen=True)
class Idle:
    """An agent who is ready; every agent serves every queue."""

    agent_id: str
    since: datetime


@dataclass(frozen=True)
class Match:
    entry_id: str
    agent_id: str


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Next first: requeued callers, then the higher priority, then who has waited longest."""
    return sorted(waiting, key=lambda w: (w.requeues == 0, -w.priority, w.queued_at, w.entry_id))


def match(waiting: Iterable[Waiting], idle: Iterable[Idle]) -> list[Match]:
    """The next caller goes to the agent idle for longest, and so on until one side is empty."""
    agents = sorted(idle, key=lambda agent: (agent.since, agent.agent_id))
    pairs = zip(in_order(waiting), agents, strict=False)
    return [Match(caller.entry_id, agent.agent_id) for caller, agent in pairs]
