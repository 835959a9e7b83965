"""A waiting room. The application decides who is next; here callers only stand in order of arrival."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from telephony.local_carrier.call import Call, utc_now
from telephony.local_carrier.sids import new_sid


@dataclass(eq=False)
class Member:
    """A caller who waits."""

    call: Call
    joined: dt.datetime = field(default_factory=utc_now)

    @property
    def waited(self) -> int:
        return round((utc_now() - self.joined).total_seconds())


@dataclass(eq=False)
class Queue:
    name: str
    account_sid: str
    max_size: int = 100
    sid: str = field(default_factory=lambda: new_sid("QU"))
    members: list[Member] = field(default_factory=list)
    created: dt.datetime = field(default_factory=utc_now)
    updated: dt.datetime = field(default_factory=utc_now)
    waits: list[int] = field(default_factory=list)

    @property
    def average_wait(self) -> int:
        return round(sum(self.waits) / len(self.waits)) if self.waits else 0

    def position(self, member: Member) -> int:
        """1 for who is next, 0 for who has left."""
        return self.members.index(member) + 1 if member in self.members else 0

    def find(self, key: str) -> Member | None:
        """By the leg's SID, or `Front` for who is next."""
        if key == "Front":
            return self.members[0] if self.members else None
        return next((m for m in self.members if m.call.sid == key), None)

    def remove(self, member: Member) -> None:
        if member in self.members:
            self.members.remove(member)
            self.waits = [*self.waits[-99:], member.waited]
            self.updated = utc_now()

    def wait_parameters(self, member: Member) -> list[tuple[str, str]]:
        """What the wait document is asked with."""
        return [
            ("QueuePosition", str(self.position(member))),
            ("QueueSid", self.sid),
            ("QueueTime", str(member.waited)),
            ("AvgQueueTime", str(self.average_wait)),
            ("CurrentQueueSize", str(len(self.members))),
            ("MaxQueueSize", str(self.max_size)),
        ]
