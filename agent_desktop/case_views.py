"""Cases at the desk: submit, look up, send the number by SMS."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from agent_desktop.answers import NOTHING
from agent_desktop.cases import CaseDesk, filed_answer
from agent_desktop.request_bodies import CaseBody, MessageBody, PaymentBody, read_body
from agent_desktop.signed_in import agent
from casework.cases import InvalidFields
from runtime.web import house, require


def add_views(views: Blueprint, cases: CaseDesk, wake: Callable[[], None]) -> None:
    views.register_error_handler(InvalidFields, _invalid)

    @views.post("/api/cases")
    @require("file_cases")
    def submit() -> ResponseReturnValue:
        body = read_body(CaseBody)
        with house().database.begin() as conn:
            filed = cases.file(conn, house().clock.now(), agent(), body)
        wake()
        return jsonify(filed_answer(filed)), 200 if filed.already else 201

    @views.get("/api/cases/<reference>")
    @require("file_cases")
    def find(reference: str) -> ResponseReturnValue:
        with house().database.read() as conn:
            return jsonify(cases.find(conn, reference, agent().language))

    @views.post("/api/cases/<reference>/payment")
    @require("work_on_cases")
    def pay(reference: str) -> ResponseReturnValue:
        body = read_body(PaymentBody)
        with house().database.begin() as conn:
            return jsonify(cases.pay(conn, house().clock.now(), agent(), reference, body))

    @views.post("/api/cases/<reference>/message")
    @require("file_cases")
    def send(reference: str) -> ResponseReturnValue:
        body = read_body(MessageBody)
        with house().database.begin() as conn:
            cases.send_reference(conn, house().clock.now(), agent(), body.call_id, reference)
        wake()
        return NOTHING


def _invalid(error: InvalidFields) -> ResponseReturnValue:
    return jsonify(errors={name: dict(problem.text) for name, problem in error.errors.items()}), 422
