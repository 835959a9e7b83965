"""Rings a caller back, and lets the same dialogue go on in the new call.

At most once: a ringing that was begun and of which nothing is known is not begun again. A failure ends the call
without a word, for nobody is there to hear one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ivr.effects import ReturnCall
from ivr.events import CallReturned
from runtime import event_log
from runtime.turn_context import TurnContext
from telephony import addresses, calls, returns
from telephony.call_handler import CallHandler
from telephony.carrier import Carrier, CarrierError
from telephony.twilio import requests, twiml

log = logging.getLogger(__name__)


def wanted(context: TurnContext, effect: ReturnCall) -> None:
    """The taker of the effect. It is rung when the caller's own leg is over."""
    returns.ask(context.conn, context.now, context.call_id, context.session.wait.number)


@dataclass(frozen=True)
class ReturnCalls:
    calls: CallHandler
    carrier: Carrier

    def ring(self, payload: Mapping[str, Any]) -> None:
        """The outbox kind `return_call`. Claimed before the carrier is asked; a refusal is not tried again."""
        call, wait, now = str(payload["call_id"]), int(payload["wait"]), self.calls.clock.now()
        with self.calls.database.begin() as conn:
            state = "ringing" if calls.is_open(conn, call) else "failed"
            claimed = returns.change(conn, call, wait, ("due",), state=state, deadline=now + returns.ANSWER)
            number = calls.number_of(conn, call)
        if not claimed or state == "failed":
            return
        base = self.calls.settings.public_base_url
        try:
            places = addresses.returned(base, call, wait), addresses.return_status(base, call, wait)
            self.carrier.place(number, *places, addresses.fallback(base))
        except CarrierError as error:
            log.warning("return call of %s failed: %s", call, error)
            self._give_up(call, wait, ("ringing",))

    def answered(self, call: str, wait: int, form: Mapping[str, str]) -> bytes:
        """Somebody has taken the return call: the dialogue goes on there. Any other leg than the first to come is ended."""
        sid, now = form["CallSid"], self.calls.clock.now()
        with self.calls.database.begin() as conn:
            mine = self._move(conn, call, wait, sid)
            if not mine:
                found = returns.get(conn, call, wait)
                mine = found is not None and found.state == "answered" and found.sid == sid
        if not mine:
            return twiml.spoken((), hang_up=True)
        return self.calls.tell_dialogue(call, wait, CallReturned("answered"), "returned", now)

    def leg_changed(self, call: str, wait: int, form: Mapping[str, str]) -> None:
        """The return call's own leg is over: nobody answered, or the call itself has ended."""
        if form.get("CallStatus") not in requests.OVER:
            return
        if not self._give_up(call, wait, ("ringing",)):
            self.calls.finish(form)

    def tick(self) -> None:
        """News that never came: the first leg is taken for over, and what has lasted too long is given up."""
        now = self.calls.clock.now()
        with self.calls.database.read() as conn:
            late = returns.overdue(conn, now)
        for found in late:
            if found.state == "waiting":
                with self.calls.database.begin() as conn:
                    returns.leg_over(conn, now, found.call_id)
                self.calls.wake()
            else:
                self._give_up(found.call_id, found.wait, (found.state,))

    def _move(self, conn: Connection, call: str, wait: int, sid: str) -> bool:
        if not returns.change(conn, call, wait, ("ringing",), state="answered", sid=sid):
            return False
        calls.move(conn, call, sid)
        event_log.append(conn, self.calls.clock.now(), "return_answered", call_id=call)
        return True

    def _give_up(self, call: str, wait: int, before: tuple[str, ...]) -> bool:
        """The row and the call first: a dialogue that is never told waits for nobody's harm."""
        now = self.calls.clock.now()
        with self.calls.database.begin() as conn:
            if not returns.change(conn, call, wait, before, state="failed"):
                return False
            event_log.append(conn, now, "return_failed", call_id=call)
            self.calls.close(conn, now, call, "no-answer", 0)
        self.calls.tell_dialogue(call, wait, CallReturned("failed"), None, now)
        return True
