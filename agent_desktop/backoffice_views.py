"""The page on which an agency's staff works on its cases, and its JSON API. Who sees which case is decided by casework."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from agent_desktop import backoffice_bodies as bodies
from agent_desktop.answers import NOTHING, problem, texts
from agent_desktop.back_office import BackOffice, overtaken
from agent_desktop.refused import Refused
from agent_desktop.request_bodies import read_body
from agent_desktop.signed_in import agent
from casework import officers
from casework.changes import NotAllowed, UnknownCase
from casework.fees import AlreadyPaid, NothingOwed
from casework.officers import NeedsReason, Overtaken, Press, Work
from casework.worklist import BadKey
from runtime import accounts
from runtime.web import csrf_token, house, limiter, require

API = "/api/backoffice"
OFTEN = "240 per minute"
LINKS = {"desk": "answer_calls", "knowledge": "edit_knowledge"}


def add_views(views: Blueprint, office: BackOffice, wake: Callable[[], None]) -> None:
    views.register_error_handler(UnknownCase, lambda _: problem("no_such_case", 404))
    views.register_error_handler(NotAllowed, lambda _: problem("not_possible", 409))
    views.register_error_handler(NeedsReason, lambda _: problem("needs_reason", 422))
    views.register_error_handler(AlreadyPaid, lambda _: problem("already_paid", 409))
    views.register_error_handler(NothingOwed, lambda _: problem("nothing_owed", 409))
    views.register_error_handler(BadKey, lambda _: problem("unreadable", 400))
    views.register_error_handler(Overtaken, _overtaken)
    _add_page(views, office)
    _add_reading(views, office)
    _add_steps(views, office, wake)
    _add_letters(views, office, wake)


def _add_page(views: Blueprint, office: BackOffice) -> None:
    @views.get("/cases")
    @require("work_on_cases")
    def cases_page() -> ResponseReturnValue:
        language = agent().language
        config = {"demo": house().settings.demo, "language": language}
        return render_template("desk/cases.html", config=config, language=language, text=texts.text)

    @views.get(f"{API}/me")
    @require("work_on_cases")
    def backoffice_me() -> ResponseReturnValue:
        told = {name: getattr(agent(), name) for name in ("username", "name", "role", "agency")}
        links = {name: accounts.may(agent().role, right) for name, right in LINKS.items()}
        now = house().clock.now().isoformat()
        return jsonify(user=told, csrf=csrf_token(), may=links, now=now, **office.words(agent()))


def _add_reading(views: Blueprint, office: BackOffice) -> None:
    @views.get(f"{API}/cases")
    @require("work_on_cases")
    def backoffice_cases() -> ResponseReturnValue:
        asked = bodies.ListQuery.model_validate(request.args.to_dict())
        with house().database.read() as conn:
            return jsonify(office.listed(conn, house().clock.now(), agent(), asked))

    @views.get(f"{API}/cases/<reference>")
    @require("work_on_cases")
    def backoffice_case(reference: str) -> ResponseReturnValue:
        with house().database.read() as conn:
            return jsonify(office.file(conn, house().clock.now(), agent(), reference))

    @views.post(f"{API}/cases/<reference>/reveal")
    @limiter.limit("60 per minute")
    @require("work_on_cases")
    def backoffice_reveal(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.RevealBody)
        with house().database.begin() as conn:
            return jsonify(value=office.reveal(conn, house().clock.now(), agent(), reference, body.name))


def _add_steps(views: Blueprint, office: BackOffice, wake: Callable[[], None]) -> None:
    def carry_out(reference: str, press: Press, work: Callable[..., Work], *told: object) -> ResponseReturnValue:
        now = house().clock.now()
        try:
            with house().database.begin() as conn:
                officers.carry_out(conn, reference, press, work(conn, now, press, *told))
        except NeedsReason:
            raise
        except ValueError as error:
            raise Refused("not_fitting") from error
        wake()
        with house().database.read() as conn:
            return jsonify(office.after(conn, now, agent(), reference))

    @views.post(f"{API}/cases/<reference>/steps/<name>")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_step(reference: str, name: str) -> ResponseReturnValue:
        body = read_body(bodies.StepBody)
        return carry_out(reference, body.press(agent()), officers.move, name, body.reason, office.office)

    @views.post(f"{API}/cases/<reference>/ask")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_ask(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.AskBody)
        wanted = officers.Wanted([label.model_dump() for label in body.labels], body.until, body.reason)
        return carry_out(reference, body.press(agent()), officers.ask_for, wanted, office.office)

    @views.post(f"{API}/cases/<reference>/receive")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_receive(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.ReceiveBody)
        return carry_out(reference, body.press(agent()), officers.receive, body.names, office.office)

    @views.post(f"{API}/cases/<reference>/pass-on")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_pass_on(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.PassOnBody)
        office.check_agency(body.agency)
        told = (body.step, body.agency, body.reason, office.office)
        return carry_out(reference, body.press(agent()), officers.pass_on, *told)

    @views.post(f"{API}/cases/<reference>/merge")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_merge(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.MergeBody)
        return carry_out(reference, body.press(agent()), officers.merge, body.into, body.reason)

    @views.post(f"{API}/cases/<reference>/pay")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_pay(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.PayBody)
        return carry_out(reference, body.press(agent()), officers.pay, body.amount, body.receipt)

    @views.post(f"{API}/cases/<reference>/note")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_note(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.NoteBody)
        return carry_out(reference, body.press(agent()), officers.note, body.text)

    @views.post(f"{API}/cases/<reference>/send-again")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_send_again(reference: str) -> ResponseReturnValue:
        body = read_body(bodies.PressBody)
        return carry_out(reference, body.press(agent()), officers.send_again)


def _add_letters(views: Blueprint, office: BackOffice, wake: Callable[[], None]) -> None:
    @views.get(f"{API}/letters")
    @require("work_on_cases")
    def backoffice_letters() -> ResponseReturnValue:
        with house().database.read() as conn:
            return jsonify(office.letters(conn, agent(), request.args.get("after", type=int)))

    @views.post(f"{API}/letters/<int:number>/send-again")
    @limiter.limit(OFTEN)
    @require("work_on_cases")
    def backoffice_resend(number: int) -> ResponseReturnValue:
        with house().database.begin() as conn:
            office.resend(conn, house().clock.now(), agent(), number)
        wake()
        return NOTHING


def _overtaken(error: Overtaken) -> tuple[Response, int]:
    with house().database.read() as conn:
        return jsonify(error={"code": "overtaken", **overtaken(conn, error)}), 409
