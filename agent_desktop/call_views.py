"""The file of a call at this agent's desk, and the agent's note on it."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from agent_desktop import call_file, cases
from agent_desktop.answers import NOTHING
from agent_desktop.door import Door
from agent_desktop.request_bodies import NoteBody, read_body
from agent_desktop.signed_in import agent
from runtime.web import require


def add_views(views: Blueprint, door: Door) -> None:
    @views.get("/api/calls/<call_id>")
    @require("answer_calls")
    def call(call_id: str) -> ResponseReturnValue:
        with door.database.read() as conn:
            call_file.check_access(conn, call_id, agent().id)
            return jsonify(_file(conn, call_id, agent().id, agent().language))

    @views.post("/api/calls/<call_id>/notes")
    @require("answer_calls")
    def notes(call_id: str) -> ResponseReturnValue:
        body = read_body(NoteBody)
        with door.database.begin() as conn:
            call_file.check_access(conn, call_id, agent().id)
            call_file.keep_note(conn, door.clock.now(), call_id, agent().id, body.text)
        return NOTHING


def _file(conn: Connection, call_id: str, agent_id: str, language: str) -> dict[str, object]:
    entries = call_file.entries_of(conn, call_id)
    return {
        "call": call_file.caller(conn, call_id),
        "heard": call_file.heard(conn, call_id),
        "transcript": call_file.transcript(entries),
        "cases": cases.filed_during(conn, entries, language),
        "contacts": call_file.contacts(conn, call_id),
        "note": call_file.note_of(conn, call_id, agent_id),
    }
