"""Calls: place one, read, redirect (Url or Twiml), end (Status)."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.recording import Callback
from telephony.local_carrier.rest.common import (
    ROOT,
    Form,
    RestError,
    address,
    exchange_of,
    listing,
    method,
    missing,
    number,
    rfc2822,
    text,
    words,
)

PATH = ROOT + "/Calls"
SUBRESOURCES = ("notifications", "recordings", "payments", "events", "siprec", "streams", "transcriptions")


def render(call: Call) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{call.account_sid}/Calls/{call.sid}"
    return {
        "sid": call.sid,
        "date_created": rfc2822(call.created),
        "date_updated": rfc2822(call.ended or call.started or call.created),
        "parent_call_sid": call.parent_sid or None,
        "account_sid": call.account_sid,
        "to": call.to,
        "to_formatted": call.to,
        "from": call.origin,
        "from_formatted": call.origin,
        "phone_number_sid": None,
        "status": call.status,
        "start_time": rfc2822(call.started),
        "end_time": rfc2822(call.ended),
        "duration": str(call.duration) if call.ended else None,
        "price": None,
        "price_unit": "USD",
        "direction": call.direction,
        "answered_by": None,
        "api_version": "2010-04-01",
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "queue_time": "0",
        "trunk_sid": None,
        "uri": f"{uri}.json",
        "subresource_uris": {name: f"{uri}/{name.capitalize()}.json" for name in SUBRESOURCES}
        | {
            "user_defined_messages": f"{uri}/UserDefinedMessages.json",
            "user_defined_message_subscriptions": f"{uri}/UserDefinedMessageSubscriptions.json",
        },
    }


def find(request: web.Request, name: str = "sid") -> Call:
    call = exchange_of(request).calls.get(request.match_info[name])
    if call is None:
        raise missing(request)
    return call


def document(form: Form) -> Step | None:
    """Url (with Method) or Twiml of a form; TwiML wins when both are given. None when neither is."""
    if text(form, "Twiml"):
        return Step(twiml=text(form, "Twiml").encode())
    if text(form, "Url"):
        return Step(address(form, "Url"), method(form, "Method"))
    return None


def recording_callback(form: Form) -> Callback:
    """RecordingStatusCallback and what belongs to it."""
    url = address(form, "RecordingStatusCallback")
    events = words(form, "RecordingStatusCallbackEvent", "completed")
    return Callback(url, method(form, "RecordingStatusCallbackMethod"), events)


def channels(form: Form) -> int:
    wanted = text(form, "RecordingChannels", "mono")
    if wanted not in ("mono", "dual"):
        raise RestError(400, 20001, "RecordingChannels must be mono or dual")
    return 2 if wanted == "dual" else 1


def outbound(form: Form, account_sid: str) -> Call:
    """The leg that a form asks for: To, From, where its status is told, its limits."""
    to, origin = text(form, "To"), text(form, "From")
    if not to or not origin:
        raise RestError(400, 21201 if not to else 21213, "To and From are required")
    call = Call(account_sid, origin[:64], to[:64], "outbound-api")
    call.status_url, call.status_method = address(form, "StatusCallback"), method(form, "StatusCallbackMethod")
    call.status_events = words(form, "StatusCallbackEvent", "completed")
    call.time_limit_s = number(form, "TimeLimit", 14400, 1, 86400)
    return call


async def create(request: web.Request) -> web.Response:
    form, exchange = await request.post(), exchange_of(request)
    call, first = outbound(form, exchange.settings.account_sid), document(form)
    if first is None:
        raise RestError(400, 21205, "Url or Twiml is required")
    call.fallback_url, call.fallback_method = address(form, "FallbackUrl"), method(form, "FallbackMethod")
    wide, callback, timeout_s = channels(form), recording_callback(form), number(form, "Timeout", 60, 1, 600)
    if text(form, "Record").lower() == "true":
        exchange.start(record_when_answered(exchange, call, wide, callback))
    exchange.ring(call, timeout_s, first)
    return web.json_response(render(call), status=201)


async def record_when_answered(exchange: Exchange, call: Call, wide: int, callback: Callback) -> None:
    await call.settled()
    if call.answered.is_set() and call.live:
        exchange.recordings.start(call, "OutboundAPI", channels=wide, callback=callback)


async def update(request: web.Request) -> web.Response:
    call, form = find(request), await request.post()
    step, status = document(form), text(form, "Status")
    if not call.live:
        raise RestError(400, 21220, "Call is not in-progress. Cannot redirect.")
    if status in ("completed", "canceled"):
        call.end("completed" if call.answered.is_set() else "canceled")
    elif status:
        raise RestError(400, 21218, f"Status {status!r} is not completed or canceled")
    _change_callbacks(call, form)
    if step is not None and not status:
        call.redirect(step)
    return web.json_response(render(call))


def _change_callbacks(call: Call, form: Form) -> None:
    if text(form, "StatusCallback"):
        call.status_url, call.status_method = address(form, "StatusCallback"), method(form, "StatusCallbackMethod")
    if text(form, "FallbackUrl"):
        call.fallback_url, call.fallback_method = address(form, "FallbackUrl"), method(form, "FallbackMethod")


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request)))


async def index(request: web.Request) -> web.Response:
    wanted = {"Status": "status", "To": "to", "From": "origin", "ParentCallSid": "parent_sid"}
    calls = [
        c
        for c in reversed(exchange_of(request).calls.values())
        if all(
            getattr(c, attribute) == request.query.get(name, getattr(c, attribute))
            for name, attribute in wanted.items()
        )
    ]
    return listing(request, "calls", [render(c) for c in calls])


async def delete(request: web.Request) -> web.Response:
    call = find(request)
    if call.live:
        raise RestError(409, 20009, "The call is still in progress")
    del exchange_of(request).calls[call.sid]
    return web.Response(status=204)


ROUTES = (
    web.post(PATH + ".json", create),
    web.get(PATH + ".json", index),
    web.get(PATH + "/{sid}.json", read),
    web.post(PATH + "/{sid}.json", update),
    web.delete(PATH + "/{sid}.json", delete),
)
