"""The desk's knowledge: finding a service, its answer card, and the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from agent_desktop import call_file
from agent_desktop.answers import NOTHING
from agent_desktop.refused import Refused
from agent_desktop.request_bodies import MessageBody, read_body
from agent_desktop.signed_in import agent
from knowledge_base import directory
from knowledge_base.articles import articles_of
from knowledge_base.cards import card
from knowledge_base.catalogue import Catalogue, Knowledge
from knowledge_base.search import search
from runtime.i18n import LANGUAGES
from runtime.web import house, require

MOST_QUERY = 200
MOST_FOUND = 20


def add_views(views: Blueprint, knowledge: Knowledge) -> None:
    @views.get("/api/services")
    @require("answer_calls")
    def services() -> ResponseReturnValue:
        language, asked = _language(), request.args.get("q", "").strip()[:MOST_QUERY]
        catalogue = knowledge.current()
        outside = directory.find(catalogue.directory, asked, language)
        found = [_found(catalogue, *hit, language) for hit in _hits(catalogue, asked, language)]
        return jsonify(services=found, outside=outside)

    @views.post("/api/outside/<code>/told")
    @require("answer_calls")
    def sent_on(code: str) -> ResponseReturnValue:
        body = read_body(MessageBody)
        if code not in knowledge.current().directory:
            raise Refused("no_such_service")
        with house().database.begin() as conn:
            call_file.check_access(conn, body.call_id, agent().id)
            directory.note(conn, house().clock.now(), code, body.call_id)
        return NOTHING

    @views.get("/api/services/<code>")
    @require("answer_calls")
    def service(code: str) -> ResponseReturnValue:
        catalogue = knowledge.current()
        found = catalogue.services.get(code)
        if found is None:
            raise Refused("no_such_service")
        language = _language()
        beside = articles_of(catalogue.articles, code, language, _today())
        return jsonify(card=_card(catalogue, found, language), fields=fields(found, language), articles=beside)


def fields(service: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """What an agent's form asks, in one language. What may be shown later is asked, but never required; a document
    cannot be taken by telephone at all."""
    return [_field(field, language) for field in service["fields"] if field["type"] != "file"]


def _hits(catalogue: Catalogue, asked: str, language: str) -> list[tuple[str, float]]:
    if not asked:
        return [(code, 0.0) for code in catalogue.services]
    with house().database.read() as conn:
        hits = search(conn, asked, language, MOST_FOUND)
    return [(hit.code, hit.score) for hit in hits if hit.code in catalogue.services]


def _found(catalogue: Catalogue, code: str, score: float, language: str) -> dict[str, Any]:
    service = catalogue.services[code]
    return {
        "code": code,
        "name": service["name"][language],
        "agency": service["agency"],
        "agency_name": _agency_name(catalogue, service["agency"], language),
        "score": score,
    }


def _card(catalogue: Catalogue, service: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {**card(service, language), "agency_name": _agency_name(catalogue, service["agency"], language)}


def _agency_name(catalogue: Catalogue, code: str, language: str) -> str:
    return str(catalogue.agencies[code]["name"][language])


def _field(field: Mapping[str, Any], language: str) -> dict[str, Any]:
    later = field["phone"] == "later"
    return {
        "name": field["name"],
        "type": field["type"],
        "label": field["label"][language],
        "ask": field["ask"][language],
        "required": field["required"] and not later,
        "required_if": None if later else field.get("required_if"),
        "later": later,
        "options": [{"value": o["value"], "label": o["label"][language]} for o in field.get("options", ())],
        "class": field["class"],
        "appointment": field.get("appointment"),
        "min": field.get("min"),
        "max": field.get("max"),
    }


def _today() -> date:
    return house().clock.now().astimezone(house().settings.timezone).date()


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else agent().language
