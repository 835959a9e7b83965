"""Recordings of the account: read, list, delete, and their sound (WAV) under the same address with or without .wav."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from telephony.local_carrier.recording import Recording
from telephony.local_carrier.rest.common import ROOT, RestError, exchange_of, listing, missing, rfc2822

PATH = ROOT + "/Recordings"


def common(recording: Recording) -> dict[str, Any]:
    """What a recording shows in every place."""
    return {
        "sid": recording.sid,
        "account_sid": recording.account_sid,
        "call_sid": recording.call_sid,
        "conference_sid": None,
        "api_version": "2010-04-01",
        "date_created": rfc2822(recording.created),
        "date_updated": rfc2822(recording.updated),
        "start_time": rfc2822(recording.created),
        "duration": recording.duration,
        "price": None,
        "price_unit": "USD",
        "encryption_details": None,
        "status": recording.status,
        "channels": recording.channels,
        "source": recording.source,
        "error_code": None,
    }


def render(recording: Recording, base_url: str) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{recording.account_sid}/Recordings/{recording.sid}"
    return common(recording) | {
        "uri": f"{uri}.json",
        "media_url": base_url + uri,
        "subresource_uris": {
            "add_on_results": f"{uri}/AddOnResults.json",
            "transcriptions": f"{uri}/Transcriptions.json",
        },
    }


def find(request: web.Request) -> Recording:
    """By SID; under a call's address only that call's."""
    recording = exchange_of(request).recordings.find(request.match_info["recording"])
    if recording is None or request.match_info.get("call", recording.call_sid) != recording.call_sid:
        raise missing(request)
    return recording


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request), exchange_of(request).settings.base_url))


async def index(request: web.Request) -> web.Response:
    exchange = exchange_of(request)
    known = await asyncio.to_thread(exchange.recordings.newest)
    rows = [
        render(recording, exchange.settings.base_url)
        for recording in known
        if request.query.get("CallSid", recording.call_sid) == recording.call_sid
    ]
    return listing(request, "recordings", rows)


async def delete(request: web.Request) -> web.Response:
    recording = find(request)
    if recording.live:
        raise RestError(400, 21220, "The recording is still in progress")
    exchange_of(request).recordings.delete(recording.sid)
    return web.Response(status=204)


async def sound(request: web.Request) -> web.StreamResponse:
    """The WAV of a completed recording; it is never stored on the way."""
    path = exchange_of(request).recordings.sound(request.match_info["recording"])
    if path is None:
        raise missing(request)
    return web.FileResponse(path, headers={"Content-Type": "audio/x-wav", "Cache-Control": "no-store"})


ROUTES = (
    web.get(PATH + ".json", index),
    web.get(PATH + "/{recording}.json", read),
    web.delete(PATH + "/{recording}.json", delete),
    web.get(PATH + "/{recording:RE[0-9a-f]+}.wav", sound),
    web.get(PATH + "/{recording:RE[0-9a-f]+}", sound),
)
