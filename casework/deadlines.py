"""What follows from a case's clock: when it is due, and what happens before, at and after that moment. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework import clocks, timer
from casework.states import MACHINES
from ivr.calendars import Calendar

WARNING, OVERDUE, ESCALATED = "warning", "overdue", "escalated"
ROLES: Mapping[str, str] = {WARNING: "officer", OVERDUE: "supervisor", ESCALATED: "manager"}
"""Who hears of it: the officers of the agency before it is due, a supervisor when it is, a manager when it stays so."""
SILENCE = "approve_by_silence"
AGAIN = ("phase", "limit", "started_at", "paused_at", "stopped_at", "silence")
"""What a due date depends on."""


@dataclass(frozen=True)
class Deadline:
    """`warn_at` and `escalate_at` are None for a time that ends by a transition of its own, `by_itself`."""

    due_at: datetime
    warn_at: datetime | None
    escalate_at: datetime | None
    by_itself: str = ""

    def levels(self) -> Iterator[tuple[datetime, str]]:
        """Moment and level, in order."""
        moments = ((self.warn_at, WARNING), (self.due_at, OVERDUE), (self.escalate_at, ESCALATED))
        yield from ((moment, level) for moment, level in moments if moment is not None)

    def next_after(self, now: datetime) -> datetime | None:
        """When somebody has to look at the case again."""
        return next((moment for moment, _ in self.levels() if moment > now), None)


def deadline(kind: str, clock: Mapping[str, Any] | None, calendar: Calendar) -> Deadline | None:
    """None while nothing is due: no clock, paused, stopped, or without a limit."""
    begun = timer.started(clock) if clock else None
    limit = timer.limit(clock) if clock else None
    if clock is None or begun is None or limit is None or not timer.runs(clock):
        return None
    gaps = timer.pauses(clock)
    due_at = clocks.due(begun, limit, gaps, calendar)
    if due_at is None:
        return None
    by_itself = MACHINES[kind].phases[clock["phase"]].due
    if by_itself:
        return Deadline(due_at, None, None, by_itself)
    warn_at = clocks.warning(begun, limit, gaps, calendar)
    silent = SILENCE if clock["silence"] and SILENCE in MACHINES[kind].transitions else ""
    return Deadline(due_at, warn_at, clocks.later(due_at, calendar), silent)


def columns(kind: str, clock: Mapping[str, Any] | None, calendar: Calendar) -> dict[str, datetime | None]:
    """`due_at`, and `watch_at`: when the clocks' job has to look at the case next."""
    found = deadline(kind, clock, calendar)
    if found is None:
        return {"due_at": None, "watch_at": None}
    return {"due_at": found.due_at, "watch_at": found.warn_at or found.due_at}


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two clocks are due at the same time."""
    return one == other or (one is not None and other is not None and all(one[key] == other[key] for key in AGAIN))
