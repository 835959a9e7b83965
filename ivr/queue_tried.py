"""Whose people a callback or a message is for: the queue that the request was led to, else the one of its service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.run import QUEUE_TRIED

if TYPE_CHECKING:
    from ivr.calendars import Calendar
    from ivr.run import Run

SERVICE = "service"


@dataclass(frozen=True)
class Addressee:
    """`service` is "" where none is known."""

    queue: str
    skills: tuple[str, ...]
    service: str


def remember(run: Run, queue: str, skills: tuple[str, ...]) -> None:
    run.variables[QUEUE_TRIED] = {"queue": queue, "skills": list(skills)}


def addressee(run: Run) -> Addressee | None:
    """None where the house has no queue at all."""
    service = str(run.slots.get(SERVICE) or "")
    service = service if service in run.library.services else ""
    tried = run.variables.get(QUEUE_TRIED)
    if tried:
        return Addressee(str(tried["queue"]), tuple(tried["skills"]), service)
    rule = (run.library.queue_for(service) if service else None) or run.library.common_queue()
    return Addressee(rule.name, rule.skills, service) if rule is not None else None


def calendar_of(run: Run, queue: str) -> Calendar | None:
    """None for a queue that is always open."""
    rule = run.library.queues.get(queue)
    return run.library.calendars.get(rule.calendar) if rule is not None else None
