"""Free times at the desk: those of a service's appointment, at the place that was chosen, from the day that was typed on."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from agent_desktop.refused import Refused
from agent_desktop.signed_in import agent
from casework import booking
from casework.office import Office
from ivr.questions import Problem, parse_field
from knowledge_base.catalogue import Knowledge
from runtime.i18n import LANGUAGES
from runtime.web import house, require

SHOWN = 6
MOST_TYPED = 60
AS_WRITTEN = "%d-%m-%Y %H.%M"


def add_views(views: Blueprint, knowledge: Knowledge, office: Office) -> None:
    @views.get("/api/services/<code>/times")
    @require("file_cases")
    def times(code: str) -> ResponseReturnValue:
        known, now = knowledge.current(), house().clock.now()
        service = known.services.get(code)
        if service is None:
            raise Refused("no_such_service")
        asked = request.args.get("language", "")
        language = asked if asked in LANGUAGES else agent().language
        field = booking.field_of(service)
        if field is None:
            return jsonify(times=[])
        typed = request.args.get("day", "")[:MOST_TYPED]
        day = parse_field(field, typed, language, office.local(now)) if typed else None
        answers = {field["appointment"]: request.args.get("place", "")[:MOST_TYPED]}
        if day is not None and not isinstance(day, Problem):
            answers[field["name"]] = day.value
        with house().database.read() as conn:
            found = booking.offer(conn, now, office, service, answers, known.locations, count=SHOWN)
        return jsonify(
            times=[{"value": f"{slot:{AS_WRITTEN}}", "label": booking.said(slot, language)} for slot in found]
        )
