"""The phone door: signed forms in, TwiML out. Thin: parse, one call, reply. Never a 500 to the carrier."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from telephony.call_handler import CallHandler
from telephony.carrier import CarrierError
from telephony.hold_music import of_length
from telephony.return_calls import ReturnCalls
from telephony.speech.protocol import SpeechError
from telephony.twilio import requests, twiml
from telephony.twilio.signature import Signed, is_valid
from telephony.wait_document import WaitDocument

log = logging.getLogger(__name__)
Form = Mapping[str, str]


class BadWebhook(Exception):
    """What the carrier sent cannot be used; the text says why."""


def phone_door(calls: CallHandler, wait_document: WaitDocument, returns: ReturnCalls) -> Blueprint:
    door = Blueprint("telephony", __name__, url_prefix="/telephony")
    pages: dict[str, Callable[[Form], Any]] = {
        "voice": calls.start,
        "step": lambda form: _step(calls, form),
        "wait": lambda form: wait_document.render(request.args.get("c", ""), form),
        "queue-key": lambda form: _queue_key(calls, wait_document, form),
        "status": lambda form: _news(calls.finish, form),
        "fallback": lambda form: _fallback(calls, form),
        "conference": lambda form: _conference(calls, form),
        "agent-leg": lambda form: wait_document.agent_leg(request.args.get("k", "")),
        "called-back": lambda form: wait_document.called_back(request.args.get("k", "")),
        "caller-room": lambda form: wait_document.caller_room(request.args.get("c", ""), _wait_number()),
        "returned": lambda form: _returned(returns, form),
        "return-status": lambda form: _return_status(returns, form),
        "whisper": lambda form: _whisper(calls),
        "recording": lambda form: twiml.EMPTY,
        "leg-status": lambda form: _leg_status(calls, form),
    }
    for name, answer in pages.items():
        door.add_url_rule(f"/{name}", name, _guarded(calls, answer), methods=["POST"])
    door.add_url_rule("/hold-music.wav", "hold_music", _hold_music)
    door.add_url_rule("/prompt/<token>.wav", "prompt", lambda token: _prompt(calls, token))
    return door


def _hold_music() -> Response:
    wav = of_length(request.args.get("s", 0, type=int))
    return Response(wav, mimetype="audio/wav", headers={"Cache-Control": "public, max-age=86400"})


def _guarded(calls: CallHandler, answer: Callable[[Form], bytes]) -> Callable[[], Response]:
    """Signature first; then the answer, or an apology when it fails."""

    def view() -> Response:
        url = _configured_url(calls)
        try:
            body = _body()
            pairs = requests.pairs(body)
        except ValueError as error:
            return Response(f"{error}\n", 400, mimetype="text/plain")
        if not is_valid(calls.settings.auth_token, Signed(url, pairs), lambda name: request.headers.get(name, "")):
            log.warning("webhook refused: the signature does not fit the address %s", url.split("?")[0])
            return Response("the signature does not fit\n", 403, mimetype="text/plain")
        form = dict(reversed(pairs))
        if "CallSid" not in form and "ConferenceSid" not in form:
            return Response("CallSid is missing\n", 400, mimetype="text/plain")
        return _xml(_answered(calls, answer, form))

    return view


def _answered(calls: CallHandler, answer: Callable[[Form], bytes], form: Form) -> bytes:
    try:
        return answer(form)
    except BadWebhook as error:
        log.warning("webhook not understood: %s", error)
    except Exception:
        log.exception("webhook failed: %s", request.path)
    try:
        return calls.apologise(form)
    except Exception:
        log.exception("apology failed")
        return twiml.spoken((), redirect=f"{calls.settings.public_base_url}/telephony/fallback?again=1")


def _configured_url(calls: CallHandler) -> str:
    """The address as the carrier knows it: the one configured base, and the request's path and query as sent."""
    raw = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path.rstrip("?")
    path = raw if raw.startswith("/") else "/" + raw.split("/", 3)[-1]
    return calls.settings.public_base_url + path


def _body() -> bytes:
    """The raw form. Raises ValueError when it is larger than a carrier's."""
    if (request.content_length or 0) > requests.MAX_FORM_BYTES:
        raise ValueError("the form is too large")
    return request.get_data(cache=False)


def _wait_number() -> int:
    number = request.args.get("n", "")
    if not number.isdigit() or len(number) > 9:
        raise BadWebhook("a step's address names its wait")
    return int(number)


def _own_wait(calls: CallHandler, form: Form) -> tuple[str, int]:
    """The call and wait that the address names. Raises BadWebhook for another's call."""
    call, wait = request.args.get("c", ""), _wait_number()
    if not calls.is_leg_of(form.get("CallSid", ""), call):
        raise BadWebhook("a step's address names its call")
    return call, wait


def _queue_key(calls: CallHandler, wait_document: WaitDocument, form: Form) -> bytes:
    call, wait = _own_wait(calls, form)
    return wait_document.key_pressed(call, wait, form)


def _step(calls: CallHandler, form: Form) -> bytes:
    call, wait = _own_wait(calls, form)
    if requests.is_notice(dict(form)):
        return twiml.EMPTY
    return calls.resume(call, wait, form, request.args)


def _whisper(calls: CallHandler) -> bytes:
    """For the called party alone. A failure says nothing to it: the two are connected all the same."""
    try:
        return calls.whisper(request.args.get("c", ""), _wait_number())
    except Exception:
        log.exception("a whisper failed")
        return twiml.EMPTY


def _returned(returns: ReturnCalls, form: Form) -> bytes:
    """A failure ends the leg: whoever was rung is not yet this call's caller, and nobody else's either."""
    try:
        return returns.answered(request.args.get("c", ""), _wait_number(), form)
    except Exception:
        log.exception("a return call failed")
        return twiml.spoken((), hang_up=True)


def _return_status(returns: ReturnCalls, form: Form) -> bytes:
    try:
        returns.leg_changed(request.args.get("c", ""), _wait_number(), form)
    except Exception:
        log.exception("news of a return call could not be taken")
    return twiml.EMPTY


def _fallback(calls: CallHandler, form: Form) -> bytes:
    log.error("the carrier fell back: error %s", form.get("ErrorCode", "unknown")[:10])
    return calls.apologise(form)


def _news(take: Callable[[Form], None], form: Form) -> bytes:
    if form.get("CallStatus") in requests.OVER:
        take(form)
    return twiml.EMPTY


def _conference(calls: CallHandler, form: Form) -> bytes:
    """Somebody joined or left a room: told to whoever keeps the desks."""
    kinds = {"participant-join": "participant_joined", "participant-leave": "participant_left"}
    kind = kinds.get(form.get("StatusCallbackEvent", ""))
    if kind:
        data = {"call_id": request.args.get("c", ""), "sid": form.get("CallSid", "")}
        with calls.database.begin() as conn:
            calls.tell(conn, calls.clock.now(), kind, data)
        calls.wake()
    return twiml.EMPTY


def _leg_status(calls: CallHandler, form: Form) -> bytes:
    """An agent's own leg: ringing, answered, over."""
    data = {"call_id": request.args.get("c", ""), "sid": form.get("CallSid", ""), "status": form.get("CallStatus", "")}
    with calls.database.begin() as conn:
        calls.tell(conn, calls.clock.now(), "leg_changed", data)
    calls.wake()
    return twiml.EMPTY


def _prompt(calls: CallHandler, token: str) -> Response:
    with calls.database.read() as conn:
        part = calls.prompts.find(conn, token[:64], calls.clock.now())
    if part is None:
        return Response("no such prompt, or it has run out\n", 404, mimetype="text/plain")
    try:
        sound = calls.prompts.speak(part)
    except (SpeechError, CarrierError) as error:
        log.error("a prompt could not be spoken: %s", error)
        return Response("the prompt cannot be spoken now\n", 503, mimetype="text/plain")
    response = Response(sound, mimetype="audio/wav")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _xml(body: bytes) -> Response:
    response = Response(body, mimetype="text/xml")
    response.content_length = len(body)
    return response
