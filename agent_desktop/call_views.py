"""The file of a call at this agent's desk, and the agent's note on it."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from agent_desktop import call_file
from agent_desktop.answers import NOTHING
from agent_desktop.cases import CaseDesk
from agent_desktop.queue_names import QueueNames
from agent_desktop.request_bodies import NoteBody, read_body
from agent_desktop.signed_in import agent
from runtime import event_log
from runtime.accounts import Account
from runtime.web import house, require


def add_views(views: Blueprint, cases: CaseDesk, queues: QueueNames) -> None:
    @views.get("/api/calls/<call_id>")
    @require("answer_calls")
    def call(call_id: str) -> ResponseReturnValue:
        with house().database.read() as conn:
            call_file.check_access(conn, call_id, agent().id)
            return jsonify(_file(conn, cases, queues, call_id, agent()))

    @views.post("/api/calls/<call_id>/notes")
    @require("answer_calls")
    def notes(call_id: str) -> ResponseReturnValue:
        body = read_body(NoteBody)
        with house().database.begin() as conn:
            call_file.check_access(conn, call_id, agent().id)
            call_file.keep_note(conn, house().clock.now(), call_id, agent().id, body.text)
        return NOTHING


def _file(conn: Connection, cases: CaseDesk, queues: QueueNames, call_id: str, who: Account) -> dict[str, object]:
    return {
        "call": call_file.caller(conn, call_id),
        "heard": call_file.heard(conn, call_id),
        "transcript": call_file.transcript(event_log.of_call(conn, call_id)),
        "cases": cases.of_call(conn, call_id, who.language),
        "contacts": call_file.contacts(conn, call_id, queues),
        "note": call_file.note_of(conn, call_id, who.id),
    }
