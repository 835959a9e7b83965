"""A line: an endpoint with sound in, sound out and keys. Today a browser's socket; nothing above it knows which."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from telephony.audio import FRAME_BYTES
from telephony.local_carrier.call import Call

PREFILL = 3
MOST = 10
OUTBOX = 100

Outgoing = dict[str, Any] | bytes


class Line:
    """One identity (a number, or a client's name). It lives on while its socket is away; the socket drains `outbox`."""

    def __init__(self, identity: str):
        self.identity = identity
        self.call: Call | None = None
        self.outbox: asyncio.Queue[Outgoing] | None = None
        self.close_socket: Callable[[], None] | None = None
        self.heard: deque[bytes] = deque()
        self.filling = True

    @property
    def connected(self) -> bool:
        return self.outbox is not None

    @property
    def address(self) -> str:
        """From, as on the wire: a number as it is, a name as client:name."""
        return self.identity if self.identity.lstrip("+").isdigit() else f"client:{self.identity}"

    def tell(self, message: dict[str, Any]) -> None:
        """A text message to the browser; dropped when its socket is away."""
        self._put(message)

    def tell_incoming(self) -> None:
        """The bound leg rings here."""
        if self.call is not None:
            parameters = self.call.client_parameters
            self.tell({"type": "incoming", "call": self.call.sid, "from": self.call.origin, "parameters": parameters})

    def receive(self, frame: bytes) -> None:
        """20 ms from the microphone; frames of another size are not sound."""
        if len(frame) == FRAME_BYTES and self.call is not None:
            self.heard.append(frame)
            if len(self.heard) > MOST:
                self.heard.popleft()

    def read_frame(self) -> bytes | None:
        """Jitter buffer: 60 ms are gathered first, and again after it ran dry."""
        if self.filling and len(self.heard) < PREFILL:
            return None
        self.filling = not self.heard
        return self.heard.popleft() if self.heard else None

    def write_frame(self, frame: bytes) -> None:
        self._put(frame)

    def _put(self, item: Outgoing) -> None:
        if self.outbox is not None and self.outbox.qsize() < OUTBOX:
            self.outbox.put_nowait(item)

    def bind(self, call: Call) -> None:
        """The sound path stands before the answer, or the first key is lost."""
        self.call, call.endpoint = call, self
        self.heard.clear()
        self.filling = True

    def release(self, call: Call) -> None:
        if self.call is call:
            self.call, call.endpoint = None, None
            self.tell({"type": "ended", "call": call.sid, "status": call.status})
