"""Messages on their way: shown at once on the number's line, or kept until that line registers. Bounded."""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Mapping

from telephony.local_carrier.bounded import Bounded
from telephony.local_carrier.line import Line
from telephony.local_carrier.message import Message

KEPT = 5000
WAITING_PER_NUMBER = 50


class PostOffice:
    """`told(message)` is called at each change of a message's status."""

    def __init__(self, lines: Mapping[str, Line], told: Callable[[Message], None]):
        self.lines, self.told = lines, told
        self.messages: Bounded[Message] = Bounded(KEPT, over=lambda message: True)

    def send(self, message: Message) -> None:
        self.messages[message.sid] = message
        line = self.lines.get(message.to)
        if line is not None and line.connected:
            self._show(message, line)
            return
        self._become(message, "sent")
        waiting = [m for m in self.messages.values() if m.pending and m.to == message.to]
        for oldest in waiting[:-WAITING_PER_NUMBER]:
            self._become(oldest, "undelivered")

    def hand_over(self, line: Line) -> None:
        """The line has registered: it gets what has waited for it, oldest first."""
        for message in [m for m in self.messages.values() if m.pending and m.to == line.identity]:
            self._show(message, line)

    def _show(self, message: Message, line: Line) -> None:
        self._become(message, "delivered")
        line.tell(
            {
                "type": "message",
                "from": message.origin,
                "to": message.to,
                "body": message.body,
                "sid": message.sid,
                "sent_at": email.utils.format_datetime(message.created),
            }
        )

    def _become(self, message: Message, status: str) -> None:
        message.become(status)
        self.told(message)
