"""The variable table as expressions see it: slots, what lookups brought, `caller`, `call`, `hours` and `now`; nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ivr.calendars import Calendar

if TYPE_CHECKING:
    from ivr.run import Run

ALWAYS = "_hours_always"
CALLER = "caller"
CALL = "call"
HOURS = "hours"
RESERVED = frozenset({CALLER, CALL, HOURS, "now", "owed"})
MEMBERS = {
    CALLER: ("number", "mobile", "anonymous", "language", "calls_this_week", "verified"),
    CALL: ("id", "started"),
}
"""What may stand after the dot."""
OF_A_CALENDAR = ("open", "next_open")


class Hours(Mapping[str, Any]):
    """`hours.<calendar>.open` and `.next_open`, reckoned when asked for."""

    def __init__(self, calendars: Mapping[str, Calendar], now: datetime, always: bool) -> None:
        self.calendars = calendars
        self.now = now
        self.always = always

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        calendar = self.calendars[name]
        return {"open": self.is_open(calendar), "next_open": self.now if self.always else calendar.next_open(self.now)}

    def __iter__(self) -> Iterator[str]:
        return iter(self.calendars)

    def __len__(self) -> int:
        return len(self.calendars)

    def is_open(self, calendar: Calendar) -> bool:
        return self.always or calendar.is_open(self.now)


class Variables:
    """The Scope of one sprint. `language` is the one being spoken."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.language = run.language or run.entry.languages[0]

    def get(self, name: str) -> Any:
        run = self.run
        if name in run.slots:
            return run.slots[name]
        if name == CALLER:
            return {"verified": 0, **run.variables.get(CALLER, {}), "language": run.language}
        if name in run.variables:
            return None if name.startswith("_") else run.variables[name]
        if name == "hours":
            return run.hours()
        return {"now": run.now, "owed": list(run.owed)}.get(name)

    def slip(self, text: str) -> None:
        self.run.slip(text)
