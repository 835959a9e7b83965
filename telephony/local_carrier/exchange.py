"""The carrier's state in one place: lines, legs, queues, conferences; and what happens to them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from telephony.local_carrier.bounded import Bounded
from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.conference import Conference, Participant
from telephony.local_carrier.interpreter import run_call
from telephony.local_carrier.line import Line
from telephony.local_carrier.notices import call_event, conference_event, message_event, recording_event
from telephony.local_carrier.post_office import PostOffice
from telephony.local_carrier.queue import Queue
from telephony.local_carrier.recording_store import RecordingStore
from telephony.local_carrier.settings import CarrierSettings
from telephony.local_carrier.tones import out_of_order
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs import IN_CALL
from telephony.local_carrier.verbs.gather import Input
from telephony.local_carrier.webhooks import Document, FetchError, Pairs, Webhooks

log = logging.getLogger(__name__)
KEPT_CALLS, KEPT_ROOMS, KEPT_QUEUES = 5000, 2000, 1000
RING_S = 60
FAILURE = ("We are sorry, an application error has occurred. Goodbye.", "en-US")

Synthesise = Callable[[str, str], Awaitable[bytes]]


class Listener(Protocol):
    """Hears one leg for a Gather until it is closed."""

    def close(self) -> None: ...


Listen = Callable[[Call, Verb, Callable[[Input], None]], Listener]


class Exchange:
    """`synthesise(text, language)` gives mu-law; `listen` opens a recogniser on a leg."""

    def __init__(self, settings: CarrierSettings, webhooks: Webhooks, synthesise: Synthesise, listen: Listen):
        self.settings, self.webhooks = settings, webhooks
        self.synthesise, self.listen = synthesise, listen
        self.lines: dict[str, Line] = {}
        self.calls: Bounded[Call] = Bounded(KEPT_CALLS, over=lambda call: not call.live)
        self.live: dict[str, Call] = {}
        self.queues: Bounded[Queue] = Bounded(KEPT_QUEUES, over=lambda queue: not queue.members)
        self.conferences: Bounded[Conference] = Bounded(KEPT_ROOMS, over=lambda room: room.forgettable)
        self.post = PostOffice(self.lines, lambda message: message_event(self, message))
        self.recordings = RecordingStore(
            settings.recordings, lambda recorder, event: recording_event(self, recorder, event)
        )
        self.tasks: set[asyncio.Task[Any]] = set()

    # legs

    def dial_in(self, line: Line, to: str) -> Call:
        """A line phones the application's number."""
        s = self.settings
        call = Call(s.account_sid, line.address, to, "inbound", status="ringing")
        call.fallback_url, call.status_url = s.fallback_url, s.status_url
        self._admit(call)
        line.bind(call)
        self.start(run_call(self, call, Step(s.voice_url), IN_CALL))
        return call

    def ring(self, call: Call, timeout_s: int = RING_S, first: Step | None = None) -> Call:
        """Rings the line that `call.to` names; when it answers, `first` (if any) is run."""
        self._admit(call)
        line = self.lines.get(call.to.removeprefix("client:"))
        call_event(self, call, "initiated")
        if line is None or not line.connected:
            call.end("no-answer" if call.to.startswith("client:") else "failed")
        elif line.call is not None:
            call.end("busy")
        else:
            call.status = "ringing"
            line.bind(call)
            call_event(self, call, "ringing")
            line.tell_incoming()
            self.start(self._await_answer(call, timeout_s, first))
        return call

    async def _await_answer(self, call: Call, timeout_s: int, first: Step | None) -> None:
        try:
            await asyncio.wait_for(call.settled(), timeout_s)
        except TimeoutError:
            call.end("no-answer")
        if not call.answered.is_set():
            return
        if first is not None:
            await run_call(self, call, first, IN_CALL)

    def _admit(self, call: Call) -> None:
        self.calls[call.sid] = self.live[call.sid] = call
        self.start(self._watch(call))

    async def _watch(self, call: Call) -> None:
        await call.over.wait()
        del self.live[call.sid]
        if call.participant is not None:
            call.participant.conference.leave(call.participant)
        if isinstance(call.endpoint, Line):
            line = call.endpoint
            line.release(call)
            self.forget_idle(line)
        call_event(self, call, "completed")
        self.recordings.finish_leg(call)

    def forget_idle(self, line: Line) -> None:
        """A line with neither socket nor leg takes no memory."""
        if not line.connected and line.call is None and self.lines.get(line.identity) is line:
            del self.lines[line.identity]

    def accept_leg(self, call: Call, document: Document) -> None:
        """The first document of an inbound call answers it."""
        if not call.answered.is_set():
            self.answer(call)

    def answer(self, call: Call) -> None:
        if call.live and not call.answered.is_set():
            call.answer()
            if isinstance(call.endpoint, Line):
                call.endpoint.tell({"type": "answered", "call": call.sid})
            call_event(self, call, "answered")
            self.start(self._limit(call))

    async def _limit(self, call: Call) -> None:
        try:
            await asyncio.wait_for(call.over.wait(), call.time_limit_s)
        except TimeoutError:
            call.end()

    async def hang_up(self, call: Call) -> None:
        call.end("completed" if call.answered.is_set() else "no-answer")

    async def say_failure(self, call: Call) -> None:
        """An error that is spoken; without a voice, three rising tones."""
        try:
            sound = await self.synthesise(*FAILURE)
        except Exception:
            log.exception("call %s: no voice for the error", call.sid)
            sound = out_of_order()
        await call.play(sound)

    # rooms

    def queue(self, name: str) -> Queue:
        """The queue of that name, or a new one."""
        for queue in self.queues.values():
            if queue.name == name:
                return queue
        queue = Queue(name, self.settings.account_sid)
        self.queues[queue.sid] = queue
        return queue

    def waiting(self, call: Call) -> bool:
        return any(m.call is call for q in self.queues.values() for m in q.members)

    def conference(self, name: str) -> Conference:
        """The running conference of that name, or a new one."""
        for room in self.conferences.values():
            if room.name == name and room.status != "completed":
                return room
        room = Conference(self.settings.account_sid, name, self._conference_changed)
        self.conferences[room.sid] = room
        return room

    def private_room(self) -> Conference:
        """A bridge of two legs, seen by nobody."""
        return Conference(self.settings.account_sid, "", lambda *_: None)

    def _conference_changed(self, room: Conference, event: str, participant: Participant | None) -> None:
        conference_event(self, room, event, participant)

    # sound and news

    def tick(self) -> None:
        """20 ms of everything: all legs are heard, then all are spoken to. A leg that fails ends; the others go on."""
        legs = [c for c in self.live.values() if c.status == "in-progress"]
        for call in legs:
            self._guarded(call, call.hear)
        for room in {call.participant.conference for call in legs if call.participant}:
            room.tick()
        for call in legs:
            self._guarded(call, call.speak)

    def _guarded(self, call: Call, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            log.exception("call %s: its sound failed", call.sid)
            call.end("failed")

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs in the background; a failure is logged with its trace, never lost."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background work failed", exc_info=error)

    def report(self, call: Call, error: FetchError) -> None:
        log.warning("call %s: error %s", call.sid, error)

    def tell(self, sid: str, url: str, method: str, pairs: Pairs) -> None:
        """A notice to the application, in order with the others about the same SID."""
        self.start(self.webhooks.notify(sid, url, method, pairs))
