"""What a flow may look up here: the answer card of a service."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.effects import Lookup
from ivr.events import LookupDone
from knowledge_base.cards import card
from knowledge_base.catalogue import Catalogue
from runtime.turn_context import TurnContext


@dataclass(frozen=True)
class ServiceCards:
    catalogue: Catalogue
    default_language: str

    def look_up(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments["service"]` is a code; requirements follow from the slots already known."""
        service = self.catalogue.services.get(str(effect.arguments.get("service", "")))
        if service is None:
            return LookupDone("not_found")
        language = context.session.language or self.default_language
        return LookupDone("found", card(service, language, context.session.slots))
