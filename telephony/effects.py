"""What the phone does of the effects: recording and messages leave through the outbox, after the commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ivr.effects import SendMessage, StartRecording, Transfer
from ivr.events import Event, MessageSent
from runtime import event_log, outbox
from runtime.clock import Clock
from runtime.db import Database
from runtime.turn_context import TurnContext
from telephony import addresses
from telephony.calls import keep_recording
from telephony.carrier import Carrier, CarrierError
from telephony.models import calls


@dataclass(frozen=True)
class PhoneEffects:
    """`wake` tells the jobs thread that something is due."""

    wake: Callable[[], None]

    def start_recording(self, context: TurnContext, effect: StartRecording) -> None:
        """Begins when the reply with the notice has been sent, so that the notice itself is not a recording without one."""
        outbox.put(
            context.conn, context.now, "start_recording", f"recording:{context.call_id}", {"call_id": context.call_id}
        )
        context.after_commit.append(self.wake)

    def transfer(self, context: TurnContext, effect: Transfer) -> None:
        """Rung by the reply itself; whom, is known to the flow."""
        node = f"{context.session.graph}.{context.session.node}"
        event_log.append(context.conn, context.now, "transfer_begun", call_id=context.call_id, data={"node": node})

    def send_message(self, context: TurnContext, effect: SendMessage) -> Event:
        if not effect.to:
            return MessageSent(False)
        key = f"sms:{context.call_id}:{context.session.wait.number}"
        outbox.put(
            context.conn,
            context.now,
            "send_message",
            key,
            {"to": effect.to, "text": effect.text, "call_id": context.call_id},
        )
        event_log.append(context.conn, context.now, "message_sent", call_id=context.call_id)
        context.after_commit.append(self.wake)
        return MessageSent(True)


def spoken(context: TurnContext, effect: object) -> None:
    """Rendered into the reply; nothing else to do."""


@dataclass(frozen=True)
class PhoneDeliveries:
    """The outbox kinds that the carrier takes."""

    database: Database
    clock: Clock
    carrier: Carrier
    base: str

    def start_recording(self, payload: Mapping[str, Any]) -> None:
        """A call that is over by now needs none."""
        call = str(payload["call_id"])
        with self.database.read() as conn:
            row = conn.execute(select(calls.c.sid, calls.c.recording_sid).where(calls.c.id == call)).first()
        if row is None or row.recording_sid:
            return
        try:
            recording = self.carrier.start_recording(row.sid, addresses.recording(self.base))
        except CarrierError as error:
            if error.gone:
                return
            raise
        keep_recording(self.database, self.clock.now(), call, recording)

    def send_message(self, payload: Mapping[str, Any]) -> None:
        self.carrier.send_message(str(payload["to"]), str(payload["text"]))
