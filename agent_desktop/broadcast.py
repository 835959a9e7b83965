"""Tails the event log and sends a full snapshot to each agent whom an entry concerns."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from agent_desktop.queue_names import QueueNames
from agent_desktop.snapshot import snapshot
from runtime import event_log
from runtime.clock import Clock
from runtime.db import Database
from runtime.event_log import Entry

log = logging.getLogger(__name__)

PAUSE_S = 0.1
CONCERNS_ALL = frozenset(
    {
        "caller_queued",
        "caller_requeued",
        "caller_abandoned",
        "queue_left",
        "call_accepted",
        "callback_booked",
        "voicemail_kept",
        "follow_up_taken",
        "follow_up_given_back",
        "callback_attempted",
        "callback_unanswered",
        "follow_up_ended",
    }
)
"""The queue's length, and what is owed to callers, are on every desk."""
CONCERNS_ACTOR = frozenset(
    {
        "presence_changed",
        "offer_made",
        "offer_expired",
        "offer_declined",
        "agent_joined",
        "caller_joined",
        "agent_lost",
        "wrap_up_done",
    }
)
CONCERNS_CALL = frozenset({"recording_started", "call_ended"})
"""Whoever has the call is not named in the entry, so everybody is told."""


@dataclass
class Broadcast:
    """`emit(agent_id, message)` reaches all pages of an agent; `connected()` names the agents who have one here.
    `changed()` is called when entries have come that leave the clock something to do."""

    database: Database
    clock: Clock
    queues: QueueNames
    emit: Callable[[str, dict[str, Any]], None]
    connected: Callable[[], set[str]]
    changed: Callable[[], None] = lambda: None
    _seen: int | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins, once, with what is written from now on."""
        with self._starting:
            if self._thread is None:
                self.pass_on()
                self._thread = threading.Thread(target=self._run, name="broadcast", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        if self._thread is not None:
            self._thread.join(5)

    def send(self, agent_id: str) -> None:
        """The present snapshot, to that agent."""
        with self.database.read() as conn:
            message = snapshot(conn, self.clock.now(), agent_id, self.queues)
        self.emit(agent_id, message)

    def pass_on(self) -> int:
        """Sends what the entries since the last time ask for; how many entries there were."""
        with self.database.read() as conn:
            if self._seen is None:
                self._seen = event_log.last_id(conn)
                return 0
            entries = event_log.since(conn, self._seen)
        if not entries:
            return 0
        self._seen = entries[-1].id
        if any(is_of_interest(entry) for entry in entries):
            self.changed()
        for agent_id in concerned(entries, self.connected()):
            self.send(agent_id)
        return len(entries)

    def _run(self) -> None:
        while not self._ending.wait(PAUSE_S):
            try:
                self.pass_on()
            except Exception:
                # The next round reads on from the same entry, or the pages come back with a fresh snapshot.
                log.exception("snapshots could not be sent")


def is_of_interest(entry: Entry) -> bool:
    return entry.kind in CONCERNS_ALL | CONCERNS_ACTOR | CONCERNS_CALL


def concerned(entries: Iterable[Entry], connected: set[str]) -> set[str]:
    """The connected agents whose page shows something of these entries."""
    entries = list(entries)
    if any(entry.kind in CONCERNS_ALL | CONCERNS_CALL for entry in entries):
        return connected
    return {entry.actor for entry in entries if entry.kind in CONCERNS_ACTOR and entry.actor} & connected
