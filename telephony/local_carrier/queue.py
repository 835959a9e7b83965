"""A waiting room. The application decides who is next; here callers only stand in order of arrival."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from telephony.local_carrier.call import Call, utc_now
from telephony.local_carrier.sids import new_sid


@dataclass(eq=False)
class Member:
    """A caller who waits; `bridged` is set with the leg that takes it out (Dial Queue) or a Step (REST dequeue)."""

    call: Call
    joined: dt.datetime = field(default_factory=utc_now)
    left: asyncio.Event = field(default_factory=asyncio.Event)

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
        """1 for who is next."""
        return self.members.index(member) + 1

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
