"""What the phone does when a flow makes sure of its caller: a code leaves by SMS, and what comes back is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ivr.effects import CheckCode, SendCode
from ivr.events import CodeChecked, CodeSent
from runtime import event_log, outbox
from runtime.clock import Clock
from runtime.i18n import Texts
from runtime.turn_context import TurnContext
from telephony import codes
from telephony.carrier import Carrier

texts = Texts(Path(__file__).parent / "locale")


@dataclass(frozen=True)
class CodeEffects:
    """`secret` keys the hashes; `wake` tells the jobs that a message is due."""

    secret: str
    wake: Callable[[], None]
    new_code: Callable[[], str] = codes.random_code

    def send(self, context: TurnContext, effect: SendCode) -> CodeSent:
        """The log entry comes first: see `codes`."""
        event_log.append(context.conn, context.now, "code_wanted", call_id=context.call_id)
        code = codes.issue(context.conn, context.now, self.secret, context.call_id, effect.to, self.new_code)
        if code is None:
            event_log.append(context.conn, context.now, "code_refused", call_id=context.call_id)
            return CodeSent("unavailable")
        words = texts.text("code_message", context.session.language or "id", code=code)
        payload = {
            "to": effect.to,
            outbox.ERASED: words,
            "call_id": context.call_id,
            "until": (context.now + codes.LIFE).isoformat(),
        }
        key = f"code:{context.call_id}:{context.session.wait.number}"
        outbox.put(context.conn, context.now, "send_code", key, payload)
        context.after_commit.append(self.wake)
        return CodeSent("sent")

    def check(self, context: TurnContext, effect: CheckCode) -> CodeChecked:
        verdict = codes.judge(context.conn, context.now, self.secret, context.call_id, effect.code)
        event_log.append(context.conn, context.now, "code_checked", call_id=context.call_id, data={"verdict": verdict})
        return CodeChecked(verdict)


@dataclass(frozen=True)
class CodeDelivery:
    """The outbox kind `send_code`. A code that has run out by now is not sent any more."""

    clock: Clock
    carrier: Carrier

    def __call__(self, payload: Mapping[str, Any]) -> None:
        if self.clock.now() < datetime.fromisoformat(str(payload["until"])):
            self.carrier.send_message(str(payload["to"]), str(payload[outbox.ERASED]))
