"""What a flow tells of a caller's doubt: a task of the agency that owns the service. No word of the caller goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.effects import Lookup
from ivr.events import LookupDone
from knowledge_base.catalogue import Knowledge
from knowledge_base.life import tasks
from runtime.turn_context import TurnContext


@dataclass(frozen=True)
class Doubts:
    knowledge: Knowledge

    def note(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments`: `service`, a code, and `reason`, one of `tasks.REASONS`; once for each call."""
        service = self.knowledge.current().services.get(str(effect.arguments.get("service", "")))
        reason = str(effect.arguments.get("reason", ""))
        if service is None or reason not in tasks.REASONS:
            return LookupDone("not_found")
        document = f"service:{service['code']}"
        tasks.report(context.conn, context.now, document, service["agency"], reason, context.call_id)
        return LookupDone("found")
