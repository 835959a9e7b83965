"""What a flow may want of this room: file a case, look up a status, write down consent and survey."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from casework import consents, survey
from casework.cases import Filed, InvalidFields, file_case
from casework.office import Office
from casework.status import status
from ivr.effects import Lookup, RecordConsent, RecordSurvey, SubmitCase
from ivr.events import CaseSubmitted, LookupDone
from knowledge_base.catalogue import Catalogue
from runtime.clock import Clock
from runtime.turn_context import TurnContext

log = logging.getLogger(__name__)
CHANNEL = "phone"


@dataclass(frozen=True)
class CaseEffects:
    """`country` is that of numbers without a country code; `wake` tells the jobs that something waits in the outbox."""

    catalogue: Catalogue
    clock: Clock
    country: str
    wake: Callable[[], None]
    office: Office = Office()  # noqa: RUF009 - frozen

    def submit(self, context: TurnContext, effect: SubmitCase) -> CaseSubmitted:
        """The same words filed twice in one call are one case. What cannot be filed is `failed`, and a person takes over."""
        if effect.service is not None and effect.service not in self.catalogue.services:
            log.error("call %s: a flow submits to the unknown service %s", context.call_id, effect.service)
            return CaseSubmitted("failed")
        try:
            filed = self._file(context, effect)
        except (InvalidFields, ValueError) as error:
            log.warning("call %s: a case was not filed: %s", context.call_id, error)
            return CaseSubmitted("failed")
        context.after_commit.append(self.wake)
        return CaseSubmitted("already_filed" if filed.already else "done", filed.reference, self._told(context, filed))

    def look_up(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """`arguments["reference"]` in any spelling; the value is that of `status`, with `since` in ISO 8601."""
        reference = str(effect.arguments.get("reference") or "")
        found = status(context.conn, reference, self._language(context), self.catalogue.agencies)
        return LookupDone("found", plain(found)) if found else LookupDone("not_found")

    def record_survey(self, context: TurnContext, effect: RecordSurvey) -> None:
        survey.record(context.conn, context.now, context.call_id, effect.answers)

    def record_consent(self, context: TurnContext, effect: RecordConsent) -> None:
        name, version = effect.name, effect.version
        consents.record(context.conn, context.now, context.call_id, name, version, given=effect.given)

    def _file(self, context: TurnContext, effect: SubmitCase) -> Filed:
        caller = context.session.variables.get("caller", {})
        return file_case(
            context.conn,
            context.now,
            self.clock.new_id,
            self.catalogue.services[effect.service] if effect.service else None,
            effect.slots,
            kind=effect.kind,
            call_id=context.call_id,
            channel=CHANNEL,
            actor=None,
            key=key_of(context.call_id, effect),
            language=self._language(context),
            phone=caller.get("number") or None,
            agency=self.catalogue.complaints_agency,
            office=Office(self.office.zone, self.country),
        )

    def _told(self, context: TurnContext, filed: Filed) -> dict[str, Any]:
        """What a flow may say of the case."""
        told = status(context.conn, filed.reference, self._language(context), self.catalogue.agencies)
        return plain(told or {})

    def _language(self, context: TurnContext) -> str:
        return context.session.language or "id"


def key_of(call_id: str, effect: SubmitCase) -> str:
    """One key for each call and content. Holds a digest, because a key is no place for personal values."""
    content = json.dumps([effect.service, effect.kind, dict(effect.slots)], sort_keys=True, default=str)
    return f"call:{call_id}:{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """JSON-safe, for the dialogue session."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}
