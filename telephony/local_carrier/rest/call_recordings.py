"""Recordings of one leg: start, pause, resume, stop (by SID or Twilio.CURRENT), read, list, delete."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from aiohttp import web

from telephony.local_carrier.recording import Recorder, Recording
from telephony.local_carrier.rest import recordings
from telephony.local_carrier.rest.calls import channels, find, recording_callback
from telephony.local_carrier.rest.common import ROOT, RestError, exchange_of, listing, missing, text

PATH = ROOT + "/Calls/{call}/Recordings"
CURRENT = "Twilio.CURRENT"
ANSWER_S = 2.0
TRACKS = ("inbound", "outbound", "both")


def render(recording: Recording) -> dict[str, Any]:
    owner = f"/2010-04-01/Accounts/{recording.account_sid}/Calls/{recording.call_sid}"
    return recordings.common(recording) | {
        "track": recording.track,
        "uri": f"{owner}/Recordings/{recording.sid}.json",
    }


async def create(request: web.Request) -> web.Response:
    """A leg whose first document is on its way is given a moment to be answered."""
    call, form = find(request, "call"), await request.post()
    if call.live:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(call.settled(), ANSWER_S)
    if call.status != "in-progress":
        raise RestError(400, 21220, "Requested resource is not eligible for recording: the call is not in progress")
    track = text(form, "RecordingTrack", "both")
    if track not in TRACKS:
        raise RestError(400, 20001, f"RecordingTrack must be one of {', '.join(TRACKS)}")
    wide, callback = channels(form) if track == "both" else 1, recording_callback(form)
    recorder = exchange_of(request).recordings.start(
        call, "StartCallRecordingAPI", channels=wide, track=track, callback=callback
    )
    return web.json_response(render(recorder.recording), status=201)


def _running(request: web.Request) -> Recorder:
    store, call_sid, sid = exchange_of(request).recordings, find(request, "call").sid, request.match_info["recording"]
    recorder = store.current(call_sid) if sid == CURRENT else store.running.get(sid)
    if recorder is not None and recorder.recording.call_sid == call_sid:
        return recorder
    if sid == CURRENT or store.find(sid) is None:
        raise missing(request)
    raise RestError(400, 21220, "The recording is over")


async def update(request: web.Request) -> web.Response:
    recorder, form = _running(request), await request.post()
    status, behaviour = text(form, "Status"), text(form, "PauseBehavior", "silence")
    if behaviour not in ("skip", "silence"):
        raise RestError(400, 20001, "PauseBehavior must be skip or silence")
    if status == "paused":
        recorder.pause(skip=behaviour == "skip")
    elif status == "in-progress":
        recorder.resume()
    elif status == "stopped":
        exchange_of(request).recordings.finish(recorder)
        return web.json_response(render(recorder.recording) | {"status": "stopped"})
    else:
        raise RestError(400, 20001, f"Status {status!r} is not paused, in-progress or stopped")
    return web.json_response(render(recorder.recording))


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(recordings.find(request)))


async def index(request: web.Request) -> web.Response:
    call_sid = find(request, "call").sid
    known = await asyncio.to_thread(exchange_of(request).recordings.newest)
    rows = [render(r) for r in known if r.call_sid == call_sid]
    return listing(request, "recordings", rows)


ROUTES = (
    web.post(PATH + ".json", create),
    web.get(PATH + ".json", index),
    web.get(PATH + "/{recording}.json", read),
    web.post(PATH + "/{recording}.json", update),
    web.delete(PATH + "/{recording}.json", recordings.delete),
)
