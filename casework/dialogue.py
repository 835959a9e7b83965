"""What a call flow wants of this room: a case filed or looked up, consent and survey written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework import appointments, booking, consents, status, survey
from casework.booking import ISO_MINUTE, said
from casework.cases import Filed, InvalidFields, file_case
from casework.office import Office
from ivr.effects import Lookup, RecordConsent, RecordSurvey, SubmitCase
from ivr.events import CaseSubmitted, LookupDone
from knowledge_base.catalogue import Knowledge
from runtime import event_log
from runtime.turn_context import TurnContext

CHANNEL = "phone"
MOST_CASES = 3
APPOINTMENT = "appointment_"
ORDINALS = ("first", "second", "third")


@dataclass(frozen=True)
class CaseEffects:
    """`number_of(conn, call)` is the caller's number, "" when there is none; `wake` tells the jobs that a delivery is due."""

    knowledge: Knowledge
    new_id: Callable[[], str]
    number_of: Callable[[Any, str], str]
    wake: Callable[[], None]
    office: Office = field(default_factory=Office)

    def submit(self, context: TurnContext, effect: SubmitCase) -> CaseSubmitted:
        """Once for each wait of a call. What is invalid is a failure that the flow gives to a person; nothing is lost."""
        try:
            filed = self._file(context, effect)
        except InvalidFields as error:
            told = {"fields": sorted(error.errors)}
            event_log.append(context.conn, context.now, "case_refused", call_id=context.call_id, data=told)
            taken = all(problem.code.startswith(APPOINTMENT) for problem in error.errors.values())
            return CaseSubmitted("full" if taken else "failed")
        context.after_commit.append(self.wake)
        found = status.status(context.conn, filed.reference, self._language(context), self.knowledge.current().agencies)
        booked = appointments.of_case(context.conn, filed.case_id, self.office)
        when = {"appointment": said(booked.starts, self._language(context))} if booked else {}
        told = self._plain({**(found or {}), "status_page": self.office.status_page, **when})
        return CaseSubmitted("already_filed" if filed.already else "done", filed.reference, told)

    def look_up(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """The status of a case by its reference, in the caller's language; of a secret report to the number that filed it alone."""
        typed, agencies = str(effect.arguments.get("reference", "")), self.knowledge.current().agencies
        number = self.number_of(context.conn, context.call_id)
        known = status.filed_from(context.conn, typed, number)
        found = status.status(context.conn, typed, self._language(context), agencies, known=known)
        return LookupDone("not_found") if found is None else LookupDone("found", self._plain(found))

    def free_slots(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """The next free times of the service's appointment at the location that the caller chose, from the day named on: `first`,
        `second` and `third`, each `at` and `spoken`, and `place`. `not_found`: nothing is booked there; `failed`: all is taken."""
        known, language = self.knowledge.current(), self._language(context)
        service, slots = known.services.get(str(effect.arguments.get("service"))), context.session.slots
        place = booking.place_of(service, slots, known.locations)
        if place is None:
            return LookupDone("not_found")
        after = str(effect.arguments.get("later_than") or "")
        found = booking.offer(context.conn, context.now, self.office, service, slots, known.locations, after)
        times = [{"at": slot.strftime(ISO_MINUTE), "spoken": said(slot, language)} for slot in found]
        told = {"place": place["name"][language], **dict(zip(ORDINALS, times, strict=False))}
        return LookupDone("found", told) if found else LookupDone("failed")

    def caller_history(self, context: TurnContext, effect: Lookup) -> LookupDone:
        """What was filed from this caller's number: `last` and `cases` (newest first, three at most), each as a status by
        reference, and `calls_this_week`. A number proves nobody, so nothing is told that a reference would not tell."""
        number = self.number_of(context.conn, context.call_id)
        agencies = self.knowledge.current().agencies
        found = status.of_number(context.conn, number, self._language(context), agencies, MOST_CASES)
        if not found:
            return LookupDone("not_found")
        told = [self._plain(case) for case in found]
        calls = context.session.variables.get("caller", {}).get("calls_this_week", 0)
        return LookupDone("found", {"last": told[0], "cases": told, "calls_this_week": calls})

    def record_consent(self, context: TurnContext, effect: RecordConsent) -> None:
        consents.record(context.conn, context.now, context.call_id, effect.name, effect.version, given=effect.given)

    def record_survey(self, context: TurnContext, effect: RecordSurvey) -> None:
        survey.record(context.conn, context.now, context.call_id, effect.answers)

    def _file(self, context: TurnContext, effect: SubmitCase) -> Filed:
        service = self.knowledge.current().services.get(effect.service or "")
        return file_case(
            context.conn,
            context.now,
            self.new_id,
            service,
            effect.slots,
            kind=effect.kind,
            call_id=context.call_id,
            channel=CHANNEL,
            actor=None,
            key=f"call:{context.call_id}:{context.session.wait.number}",
            language=self._language(context),
            phone=self.number_of(context.conn, context.call_id) or None,
            agency=self.knowledge.current().complaints_agency,
            identity_verified=effect.verified >= max(1, service["identity"] if service else 0),
            office=self.office,
            places=self.knowledge.current().locations,
            read_back=effect.read_back,
        )

    def _language(self, context: TurnContext) -> str:
        return context.session.language or "id"

    def _plain(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """A session is JSON: times become ISO 8601, on the office's clock, since flows say their date."""
        return {
            name: self.office.local(value).isoformat() if isinstance(value, datetime) else value
            for name, value in found.items()
        }
