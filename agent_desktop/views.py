"""The desk's page and its JSON API: who I am, my line, my presence, my offers and my call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from agent_desktop import wrap_up
from agent_desktop.answers import NOTHING, both, texts
from agent_desktop.desk import Desk
from agent_desktop.request_bodies import PresenceBody, WrapUpBody, read_body
from agent_desktop.signed_in import agent
from runtime.web import csrf_token, house, require
from runtime.web.assets import PREFIX

Ticket = Callable[[str], Mapping[str, str]]
"""A line's url and token, by its name."""


def add_views(views: Blueprint, desk: Desk, ticket: Ticket, number: str) -> None:
    """`number` is what callers dial. Pages that are not built yet are not there."""
    _add_pages(views)
    _add_own(views, desk, ticket, number)
    _add_call_control(views, desk)


def _add_pages(views: Blueprint) -> None:
    @views.get("")
    @require("answer_calls")
    def page() -> ResponseReturnValue:
        language = agent().language
        config = {"workletUrl": f"{PREFIX}line-worklet.js", "demo": house().settings.demo, "language": language}
        return render_template("desk/desk.html", config=config, language=language, text=texts.text)

    @views.get("/supervisor")
    @views.get("/flows")
    def not_built() -> ResponseReturnValue:
        abort(404)


def _add_own(views: Blueprint, desk: Desk, ticket: Ticket, number: str) -> None:
    @views.get("/api/me")
    @require("answer_calls")
    def me() -> ResponseReturnValue:
        settings = house().settings
        return jsonify(
            user=_user(),
            csrf=csrf_token(),
            demo=settings.demo,
            carrier=settings.carrier,
            wrap_up_codes=[{"code": code, "label": both(f"wrap_up.{code}")} for code in wrap_up.CODES],
            hotline_number=number,
        )

    @views.get("/api/ticket")
    @require("answer_calls")
    def line_ticket() -> ResponseReturnValue:
        return jsonify(dict(ticket(agent().username)))

    @views.post("/api/presence")
    @require("answer_calls")
    def presence() -> ResponseReturnValue:
        desk.set_presence(agent(), read_body(PresenceBody).state)
        return NOTHING


def _add_call_control(views: Blueprint, desk: Desk) -> None:
    @views.post("/api/offers/<offer_id>/accept")
    @require("answer_calls")
    def accept(offer_id: str) -> ResponseReturnValue:
        desk.accept(agent(), offer_id)
        return NOTHING

    @views.post("/api/offers/<offer_id>/decline")
    @require("answer_calls")
    def decline(offer_id: str) -> ResponseReturnValue:
        desk.decline(agent(), offer_id)
        return NOTHING

    @views.post("/api/call/hang-up")
    @require("answer_calls")
    def hang_up() -> ResponseReturnValue:
        desk.hang_up(agent())
        return NOTHING

    @views.post("/api/wrap-up")
    @require("answer_calls")
    def save_wrap_up() -> ResponseReturnValue:
        body = read_body(WrapUpBody)
        desk.save_wrap_up(agent(), body.code, body.note)
        return NOTHING

    @views.post("/api/wrap-up/extend")
    @require("answer_calls")
    def extend_wrap_up() -> ResponseReturnValue:
        desk.extend_wrap_up(agent())
        return NOTHING


def _user() -> dict[str, Any]:
    account = agent()
    return {name: getattr(account, name) for name in ("id", "username", "name", "role", "language")}
