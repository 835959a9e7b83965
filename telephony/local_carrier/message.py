"""A text message (SMS) to a number; shown on that number's line."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field

from telephony.local_carrier.call import utc_now
from telephony.local_carrier.sids import new_sid

PENDING = ("queued", "sent")


@dataclass(eq=False)
class Message:
    """`status`: queued, then sent when no line has the number yet, delivered when it was shown, canceled."""

    account_sid: str
    origin: str
    to: str
    body: str
    callback_url: str = ""
    status: str = "queued"
    sid: str = field(default_factory=lambda: new_sid("SM"))
    created: dt.datetime = field(default_factory=utc_now)
    updated: dt.datetime = field(default_factory=utc_now)
    sent: dt.datetime | None = None

    @property
    def pending(self) -> bool:
        return self.status in PENDING

    @property
    def segments(self) -> int:
        """Parts on the air: 160 plain characters or 70 others; fewer in each when there are several."""
        alone, joined = (160, 153) if self.body.isascii() else (70, 67)
        return 1 if len(self.body) <= alone else math.ceil(len(self.body) / joined)

    def become(self, status: str) -> None:
        self.status, self.updated = status, utc_now()
        self.sent = self.sent or self.updated
