"""Callbacks and voicemails at the desk: the list, who takes one, the call, the recording, the outcome."""

from __future__ import annotations

import io
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, send_file
from flask.typing import ResponseReturnValue

from agent_desktop.answers import NOTHING, problem
from agent_desktop.follow_up_desk import FollowUpDesk
from agent_desktop.follow_up_list import listed
from agent_desktop.queue_names import QueueNames
from agent_desktop.request_bodies import OutcomeBody, read_body
from agent_desktop.signed_in import agent
from runtime.web import house, require
from telephony.carrier import CarrierError

FetchRecording = Callable[[str], bytes]


def add_views(views: Blueprint, follow_ups: FollowUpDesk, queues: QueueNames, fetch: FetchRecording) -> None:
    """`fetch` gives the WAV of a carrier's recording, and raises CarrierError."""
    _add_reading(views, follow_ups, queues, fetch)

    @views.post("/api/follow-ups/<follow_up_id>/take")
    @require("answer_calls")
    def take_follow_up(follow_up_id: str) -> ResponseReturnValue:
        follow_ups.take(agent(), follow_up_id)
        return NOTHING

    @views.post("/api/follow-ups/<follow_up_id>/give-back")
    @require("answer_calls")
    def give_back_follow_up(follow_up_id: str) -> ResponseReturnValue:
        follow_ups.give_back(agent(), follow_up_id)
        return NOTHING

    @views.post("/api/follow-ups/<follow_up_id>/call")
    @require("answer_calls")
    def call_back(follow_up_id: str) -> ResponseReturnValue:
        follow_ups.call(agent(), follow_up_id)
        return NOTHING

    @views.post("/api/follow-ups/<follow_up_id>/outcome")
    @require("answer_calls")
    def end_follow_up(follow_up_id: str) -> ResponseReturnValue:
        follow_ups.end(agent(), follow_up_id, read_body(OutcomeBody).outcome)
        return NOTHING


def _add_reading(views: Blueprint, follow_ups: FollowUpDesk, queues: QueueNames, fetch: FetchRecording) -> None:
    @views.get("/api/follow-ups")
    @require("answer_calls")
    def list_follow_ups() -> ResponseReturnValue:
        with house().database.read() as conn:
            return jsonify(follow_ups=listed(conn, house().clock.now(), agent().id, queues))

    @views.get("/api/follow-ups/<follow_up_id>/recording")
    @require("answer_calls")
    def play_voicemail(follow_up_id: str) -> ResponseReturnValue:
        """Only whoever has taken the voicemail hears it."""
        sid = follow_ups.recording(agent(), follow_up_id)
        try:
            return _sound(fetch(sid))
        except CarrierError:
            return problem("no_recording", 503)


def _sound(wav: bytes) -> Response:
    """With ranges, so that a player can go back in it; never kept."""
    answer = send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
