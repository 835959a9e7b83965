"""Start, resume and finish a call: from what the wire said to the bytes that go back."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ivr.effects import Effect, Part, Transfer
from ivr.events import CallStarted, Event, HungUp, QueueLeft, WaitTimedOut
from runtime import dialogue_store
from runtime.clock import Clock
from runtime.config import Settings
from runtime.db import Database
from runtime.flow_store import FlowStore
from runtime.i18n import Texts
from runtime.slow_lookups import Patience, SlowLookups
from runtime.turn import Handler, NoSession, TurnContext, apologise, take_turn
from telephony import addresses, calls, returns
from telephony.prompts import Prompts
from telephony.region import country_of
from telephony.twilio import requests, twiml

texts = Texts(Path(__file__).parent / "locale")
log = logging.getLogger(__name__)
PAUSE_S, CROWDED_PAUSE_S = 1, 2
FILLER_AFTER = 3
"""Requests of a wait between two fillers: each waits a second inside and a second outside, so five seconds at least."""
EventHandler = Callable[[Connection, datetime, str, Mapping[str, Any]], None]
Handlers = Mapping[type[Any], Handler]


@dataclass(frozen=True)
class CallHandler:
    """`happened`: log-entry kind -> who must write it down in the same transaction (app.py's EVENT_HANDLERS). `left_for(conn, call, wait)`:
    what a caller has left the queue for by a key, "" for nothing. `lookups` answers waits that take longer than a turn."""

    settings: Settings
    database: Database
    clock: Clock
    flows: FlowStore
    handlers: Handlers
    prompts: Prompts
    happened: Mapping[str, Sequence[EventHandler]]
    lookups: SlowLookups
    wake: Callable[[], None] = lambda: None
    left_for: Callable[[Connection, str, int], str] = lambda conn, call, wait: ""

    def call_id(self, sid: str) -> str:
        return calls.call_id(self.settings.secret_key, sid)

    def is_leg_of(self, sid: str, call: str) -> bool:
        """A leg that the call began on, or has moved to."""
        if self.call_id(sid) == call:
            return True
        with self.database.read() as conn:
            return calls.of_sid(conn, sid) == call

    def start(self, form: Mapping[str, str]) -> bytes:
        """The number's webhook. The same call again gives the same reply; a number that is not ours gets a spoken answer."""
        now, to = self.clock.now(), form.get("To", "")
        dialled = self.flows.dialled(to)
        if not dialled.listed and not self._is_ours(to):
            return self.unknown_number(now)
        call = self.call_id(form["CallSid"])
        caller = requests.caller(form.get("From", ""), country_of(self.settings.timezone_name))
        with self.database.begin() as conn:
            calls.open_call(conn, now, call, form["CallSid"], caller, to)
            recent = calls.calls_this_week(conn, caller.number, now) - 1
        told = {
            "number": caller.number,
            "mobile": caller.mobile,
            "anonymous": caller.anonymous,
            "calls_this_week": max(0, recent),
        }
        about = {"id": call, "started": now.isoformat()}
        started = CallStarted(told, about, self.settings.always_open, dialled.language)
        return take_turn(self.database, dialled, self.handlers, self._render_first, call, 0, "start", started, now).body

    def resume(self, call: str, wait: int, form: Mapping[str, str], query: Mapping[str, str]) -> bytes:
        """A step's webhook: one turn, or the stored or current reply when the step is over."""
        pairs = sorted((name, value) for name, value in form.items() if name not in VOLATILE)
        digest = hashlib.sha256(repr((pairs, query.get("t"), query.get("e"))).encode()).hexdigest()
        event = requests.event(dict(form), dict(query))
        if isinstance(event, QueueLeft) and event.result != "left":
            event = self._out_of_queue(call, wait, form, event)
        if isinstance(event, WaitTimedOut) and "t" in query:
            found = self.lookups.answer(call, wait)
            if isinstance(found, Patience):
                return self._go_on_waiting(call, wait, requests.count(query["t"]), found)
            event = found or event
        return self._turn(call, wait, event, digest)

    def _out_of_queue(self, call: str, wait: int, form: Mapping[str, str], event: QueueLeft) -> Event:
        """Nobody brings back a caller whom the carrier's queue has let out: their place ends, if it has not by now."""
        with self.database.begin() as conn:
            self.tell(conn, self.clock.now(), "queue_left", {"call_id": call, "wait": wait})
            chosen = self.left_for(conn, call, wait) if requests.has_left_queue(dict(form)) else ""
        self.wake()
        return QueueLeft(chosen) if chosen in ("callback", "voicemail") else event  # type: ignore[arg-type]

    def _go_on_waiting(self, call: str, wait: int, count: int, patience: Patience) -> bytes:
        """Silence, and after every third the filler again; then the same wait is asked for once more."""
        now = self.clock.now()
        onward = addresses.step(self.settings.public_base_url, call, wait, t=str(count + 1))
        parts = self.lookups.filler(call, wait) if count % FILLER_AFTER == 0 else ()
        if not parts:
            return twiml.pause(PAUSE_S if patience is Patience.WAITED else CROWDED_PAUSE_S, onward)
        with self.database.begin() as conn:
            self.prompts.remember(conn, parts, now)
        return twiml.spoken([self.prompts.address(part, now) for part in parts], redirect=onward)

    def finish(self, form: Mapping[str, str]) -> None:
        """The last status callback closes the call, once; whoever has a part in it writes that down, and so does the dialogue:
        a survey that was begun is kept. Neither a leg that the caller has left for another, nor one after which the caller
        is rung back, ends the call."""
        sid, now, seconds = form["CallSid"], self.clock.now(), form.get("CallDuration", "")
        with self.database.begin() as conn:
            call = calls.of_sid(conn, sid)
            over = call if call is not None and not returns.leg_over(conn, now, call) else None
            status = form.get("CallStatus", "completed")
            closed = over and self.close(conn, now, over, status, int(seconds) if seconds.isdigit() else 0)
        if over and closed:
            self._hung_up(over, now)
        self.wake()

    def close(self, conn: Connection, now: datetime, call: str, status: str, seconds: int) -> bool:
        """False when the call was closed before."""
        if not calls.close_call(conn, now, call, status, seconds):
            return False
        self.tell(conn, now, "call_ended", {"call_id": call})
        return True

    def _hung_up(self, call: str, now: datetime) -> None:
        """The call is over whatever becomes of this."""
        try:
            take_turn(self.database, self.flows, self.handlers, self._render, call, None, None, HungUp("caller"), now)
        except NoSession:
            return
        except Exception:
            log.exception("the dialogue was not told of the hang-up: call %s", call)

    def apologise(self, form: Mapping[str, str]) -> bytes:
        """Spoken apology in the caller's language, then the queue. Opens the call when nobody has heard of it yet."""
        sid, now = form["CallSid"], self.clock.now()
        caller = requests.caller(form.get("From", ""), country_of(self.settings.timezone_name))
        with self.database.begin() as conn:
            call = calls.of_sid(conn, sid) or self.call_id(sid)
            calls.open_call(conn, now, call, sid, caller, form.get("To", ""))
        dialled = self.flows.dialled(form.get("To", ""))
        return apologise(self.database, dialled, self.handlers, self._render_first, call, now).body

    def whisper(self, call: str, wait: int) -> bytes:
        """What the party that is being called for this wait hears. Nobody waits there any more: it is hung up."""
        now = self.clock.now()
        with self.database.begin() as conn:
            saved = dialogue_store.lock(conn, call)
            pending = saved.session().pending if saved is not None and saved.wait == wait else ()
            transfer = next((effect for effect in pending if isinstance(effect, Transfer)), None)
            if transfer is None:
                return twiml.spoken((), hang_up=True)
            self.prompts.remember(conn, transfer.whisper, now)
        return twiml.spoken([self.prompts.address(part, now) for part in transfer.whisper])

    def unknown_number(self, now: datetime) -> bytes:
        """What a caller of a number that is not the hotline's hears, in each language."""
        flow = self.flows.live()
        parts = [
            Part("unknown_number", language, texts.text("unknown_number", language)) for language in flow.languages
        ]
        with self.database.begin() as conn:
            self.prompts.remember(conn, parts, now)
        return twiml.spoken([self.prompts.address(part, now) for part in parts], hang_up=True)

    def tell(self, conn: Connection, now: datetime, kind: str, data: Mapping[str, Any]) -> None:
        for handler in self.happened.get(kind, ()):
            handler(conn, now, str(data.get("call_id", "")), data)

    def tell_dialogue(self, call: str, wait: int, event: Event, digest: str | None, now: datetime) -> bytes:
        """One turn for what no step's webhook told; without `digest` nobody hears the reply."""
        return take_turn(self.database, self.flows, self.handlers, self._render, call, wait, digest, event, now).body

    def _turn(self, call: str, wait: int, event: Event, digest: str) -> bytes:
        return self.tell_dialogue(call, wait, event, digest, self.clock.now())

    def _render_first(self, context: TurnContext, effects: Sequence[Effect]) -> bytes:
        """As a call begins, or begins anew: its row then names the revision of its session."""
        calls.keep_revision(context.conn, context.call_id, context.session.flow, context.session.revision)
        return self._render(context, effects)

    def _render(self, context: TurnContext, effects: Sequence[Effect]) -> bytes:
        parts = [part for effect in effects for part in getattr(effect, "parts", ())]
        self.prompts.remember(context.conn, parts, context.now)
        number = context.session.wait.number
        base = self.settings.public_base_url
        places = twiml.Addresses(
            step=addresses.step(base, context.call_id, number),
            wait=addresses.wait_document(base, context.call_id),
            sound=lambda part: self.prompts.address(part, context.now),
            whisper=addresses.whisper(base, context.call_id, number),
            caller_id=self._shown_number(context, effects),
        )
        return twiml.render(effects, places)

    def _shown_number(self, context: TurnContext, effects: Sequence[Effect]) -> str:
        """The number that was called: carriers take no other from an anonymous caller, and the agency calls back there."""
        if not any(isinstance(effect, Transfer) for effect in effects):
            return ""
        return calls.dialled_number(context.conn, context.call_id)

    def _is_ours(self, to: str) -> bool:
        number = self.settings.hotline_number
        return number is None or _digits(to) == _digits(number)


VOLATILE = frozenset({"CallStatus", "CallToken", "QueueTime", "Timestamp", "SequenceNumber"})


def _digits(number: str) -> str:
    return "".join(d for d in number if d.isdigit())
