"""Messages (SMS): send, read, list, cancel what waits, blank the body, delete."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from telephony.local_carrier.message import Message
from telephony.local_carrier.rest.common import (
    ROOT,
    RestError,
    address,
    exchange_of,
    listing,
    missing,
    rfc2822,
    text,
)

PATH = ROOT + "/Messages"
BODY_MAX = 1600


def render(message: Message) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{message.account_sid}/Messages/{message.sid}"
    return {
        "sid": message.sid,
        "account_sid": message.account_sid,
        "messaging_service_sid": None,
        "from": message.origin,
        "to": message.to,
        "body": message.body,
        "direction": "outbound-api",
        "status": message.status,
        "num_segments": str(message.segments),
        "num_media": "0",
        "error_code": None,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "date_created": rfc2822(message.created),
        "date_sent": rfc2822(message.sent),
        "date_updated": rfc2822(message.updated),
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json", "feedback": f"{uri}/Feedback.json"},
    }


def find(request: web.Request) -> Message:
    message = exchange_of(request).post.messages.get(request.match_info["message"])
    if message is None:
        raise missing(request)
    return message


async def create(request: web.Request) -> web.Response:
    """The answer shows the message as queued; what became of it is told by callback or read later."""
    form, exchange = await request.post(), exchange_of(request)
    for name, code in (("To", 21604), ("From", 21603), ("Body", 21602)):
        if not text(form, name):
            raise RestError(400, code, f"{name} is required")
    if len(text(form, "Body")) > BODY_MAX:
        raise RestError(400, 21617, f"The body has more than {BODY_MAX} characters")
    message = Message(
        exchange.settings.account_sid,
        text(form, "From")[:64],
        text(form, "To")[:64],
        text(form, "Body"),
        address(form, "StatusCallback"),
    )
    shown = render(message)
    exchange.post.send(message)
    return web.json_response(shown, status=201)


async def update(request: web.Request) -> web.Response:
    message, form = find(request), await request.post()
    if text(form, "Status") == "canceled":
        if not message.pending:
            raise RestError(400, 30409, "The message has left already")
        message.become("canceled")
    elif "Body" in form and not text(form, "Body"):
        message.body = ""
    else:
        raise RestError(400, 20001, "Status may become canceled, Body may become empty")
    return web.json_response(render(message))


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request)))


async def index(request: web.Request) -> web.Response:
    rows = [
        render(message)
        for message in reversed(exchange_of(request).post.messages.values())
        if request.query.get("To", message.to) == message.to
        and request.query.get("From", message.origin) == message.origin
    ]
    return listing(request, "messages", rows)


async def delete(request: web.Request) -> web.Response:
    del exchange_of(request).post.messages[find(request).sid]
    return web.Response(status=204)


ROUTES = (
    web.post(PATH + ".json", create),
    web.get(PATH + ".json", index),
    web.get(PATH + "/{message}.json", read),
    web.post(PATH + "/{message}.json", update),
    web.delete(PATH + "/{message}.json", delete),
)
