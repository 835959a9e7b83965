"""The desk's page and its JSON API: who I am, my line, my presence, my offers and my call."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from agent_desktop import call_views, case_views, service_views, sign_in, wrap_up
from agent_desktop.answers import NOTHING, answer_refusals, both, texts
from agent_desktop.door import Door
from agent_desktop.request_bodies import PresenceBody, WrapUpBody, read_body
from agent_desktop.signed_in import agent
from runtime.web import csrf_token, require
from runtime.web.assets import PREFIX


def desk_door(door: Door) -> Blueprint:
    """Everything under /desk. Pages not built yet are not there."""
    views = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates", static_folder="static")
    answer_refusals(views)
    sign_in.add_views(views, door)
    _add_page(views, door)
    _add_own(views, door)
    _add_call_control(views, door)
    call_views.add_views(views, door)
    service_views.add_views(views, door)
    case_views.add_views(views, door)
    return views


def _add_page(views: Blueprint, door: Door) -> None:
    @views.get("")
    @require("answer_calls")
    def page() -> ResponseReturnValue:
        language = agent().language
        config = {"workletUrl": f"{PREFIX}line-worklet.js", "demo": door.settings.demo, "language": language}
        return render_template("desk/desk.html", config=config, language=language, text=texts.text)

    @views.get("/supervisor")
    @views.get("/flows")
    def not_built() -> ResponseReturnValue:
        abort(404)


def _add_own(views: Blueprint, door: Door) -> None:
    @views.get("/api/me")
    @require("answer_calls")
    def me() -> ResponseReturnValue:
        settings = door.settings
        return jsonify(
            user=_user(),
            csrf=csrf_token(),
            demo=settings.demo,
            carrier=settings.carrier,
            wrap_up_codes=[{"code": code, "label": both(f"wrap_up.{code}")} for code in wrap_up.CODES],
            hotline_number=settings.hotline_number,
        )

    @views.get("/api/ticket")
    @require("answer_calls")
    def ticket() -> ResponseReturnValue:
        return jsonify(dict(door.ticket(agent().username)))

    @views.post("/api/presence")
    @require("answer_calls")
    def presence() -> ResponseReturnValue:
        door.desk.set_presence(agent(), read_body(PresenceBody).state)
        return NOTHING


def _add_call_control(views: Blueprint, door: Door) -> None:
    @views.post("/api/offers/<offer_id>/accept")
    @require("answer_calls")
    def accept(offer_id: str) -> ResponseReturnValue:
        door.desk.accept(agent(), offer_id)
        return NOTHING

    @views.post("/api/offers/<offer_id>/decline")
    @require("answer_calls")
    def decline(offer_id: str) -> ResponseReturnValue:
        door.desk.decline(agent(), offer_id)
        return NOTHING

    @views.post("/api/call/hang-up")
    @require("answer_calls")
    def hang_up() -> ResponseReturnValue:
        door.desk.hang_up(agent())
        return NOTHING

    @views.post("/api/wrap-up")
    @require("answer_calls")
    def save_wrap_up() -> ResponseReturnValue:
        body = read_body(WrapUpBody)
        door.desk.save_wrap_up(agent(), body.code, body.note)
        return NOTHING

    @views.post("/api/wrap-up/extend")
    @require("answer_calls")
    def extend_wrap_up() -> ResponseReturnValue:
        door.desk.extend_wrap_up(agent())
        return NOTHING


def _user() -> dict[str, Any]:
    account = agent()
    return {name: getattr(account, name) for name in ("id", "username", "name", "role", "language")}
