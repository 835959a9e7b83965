"""Conferences: read, end (Status), announce to everybody (AnnounceUrl)."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from telephony.local_carrier.background_sound import background_sound
from telephony.local_carrier.call import Step
from telephony.local_carrier.conference import Conference
from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.notices import conference_event
from telephony.local_carrier.rest.common import (
    ROOT,
    RestError,
    address,
    exchange_of,
    listing,
    method,
    missing,
    rfc2822,
    text,
)
from telephony.local_carrier.webhooks import FetchError

PATH = ROOT + "/Conferences"


def render(room: Conference) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{room.account_sid}/Conferences/{room.sid}"
    return {
        "sid": room.sid,
        "account_sid": room.account_sid,
        "friendly_name": room.name,
        "status": room.status,
        "region": "us1",
        "api_version": "2010-04-01",
        "date_created": rfc2822(room.created),
        "date_updated": rfc2822(room.updated),
        "reason_conference_ended": room.reason_ended,
        "call_sid_ending_conference": room.ended_by,
        "uri": f"{uri}.json",
        "subresource_uris": {"participants": f"{uri}/Participants.json", "recordings": f"{uri}/Recordings.json"},
    }


def find(request: web.Request) -> Conference:
    room = exchange_of(request).conferences.get(request.match_info["conference"])
    if room is None:
        raise missing(request)
    return room


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request)))


async def index(request: web.Request) -> web.Response:
    rooms = [
        room
        for room in reversed(exchange_of(request).conferences.values())
        if request.query.get("FriendlyName", room.name) == room.name
        and request.query.get("Status", room.status) == room.status
    ]
    return listing(request, "conferences", [render(room) for room in rooms])


async def update(request: web.Request) -> web.Response:
    room, form = find(request), await request.post()
    status, url = text(form, "Status"), address(form, "AnnounceUrl")
    if room.status == "completed":
        raise missing(request)
    if status not in ("", "completed"):
        raise RestError(400, 20001, f"Status {status!r} is not completed")
    if url:
        exchange = exchange_of(request)
        exchange.start(_announce(exchange, room, Step(url, method(form, "AnnounceMethod"))))
    if status:
        room.end("conference-ended-via-api")
    return web.json_response(render(room))


async def _announce(exchange: Exchange, room: Conference, step: Step) -> None:
    about = [("ConferenceSid", room.sid), ("FriendlyName", room.name), ("AccountSid", room.account_sid)]
    try:
        sound = await background_sound(exchange, step, about)
    except FetchError as error:
        conference_event(exchange, room, "announcement-fail", None)
        raise error
    await room.announce(sound).finished.wait()
    conference_event(exchange, room, "announcement-end", None)


ROUTES = (
    web.get(PATH + ".json", index),
    web.get(PATH + "/{conference}.json", read),
    web.post(PATH + "/{conference}.json", update),
)
