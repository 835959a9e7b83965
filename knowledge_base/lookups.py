"""What a flow may look up here: the answer card of a service, by its code or by what the caller said; an outside body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.effects import Lookup
from ivr.events import LookupDone
from knowledge_base import directory, search
from knowledge_base.cards import spoken_card
from knowledge_base.catalogue import Knowledge
from runtime.turn_context import TurnContext

SURE = 0.6


@dataclass(frozen=True)
class ServiceCards:
    knowledge: Knowledge
    default_language: str

    def look_up(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments["service"]` is a code; requirements follow from the slots already known. `arguments["after"]` is the
        `heard` of the card before, for the next piece of what is said."""
        service = self.knowledge.current().services.get(str(effect.arguments.get("service", "")))
        if service is None:
            return LookupDone("not_found")
        return LookupDone("found", self._card(context, service, str(effect.arguments.get("after") or "")))

    def find(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments["text"]` is in the caller's words; a hit that leaves a doubt is none."""
        text = str(effect.arguments.get("text", ""))
        hits = search.search(context.conn, text, context.session.language or None, limit=1)
        if not hits or hits[0].score < SURE:
            return LookupDone("not_found")
        return LookupDone("found", self._card(context, self.knowledge.current().services[hits[0].code]))

    def _card(self, context: TurnContext, service: Mapping[str, Any], after: str = "") -> dict[str, Any]:
        language = context.session.language or self.default_language
        return spoken_card(service, language, context.session.slots, after)


@dataclass(frozen=True)
class OutsideBodies:
    knowledge: Knowledge
    default_language: str

    def find(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments["text"]` is in the caller's words; who is sent on is counted."""
        language = context.session.language or self.default_language
        body = directory.find(self.knowledge.current().directory, str(effect.arguments.get("text", "")), language)
        if body is None:
            return LookupDone("not_found")
        directory.note(context.conn, context.now, body["code"], context.call_id)
        return LookupDone("found", body)
