"""Participants of a conference, by CallSid or label: call one in, mute, hold, coach, announce, take out."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from telephony.local_carrier.call import Step
from telephony.local_carrier.conference import Conference, Participant
from telephony.local_carrier.rest.calls import channels, outbound, record_when_answered, recording_callback
from telephony.local_carrier.rest.common import (
    ROOT,
    Form,
    address,
    boolean,
    exchange_of,
    listing,
    method,
    missing,
    number,
    rfc2822,
    text,
    words,
)
from telephony.local_carrier.rest.conferences import find as find_conference
from telephony.local_carrier.rest.participant_changes import change, check_coaching

PATH = ROOT + "/Conferences/{conference}/Participants"
STATUS = {"queued": "queued", "ringing": "ringing", "in-progress": "connected", "failed": "failed"}
LABEL_MAX = NAME_MAX = 128
SID = re.compile(r"CF[0-9a-f]{32}")


def render(participant: Participant) -> dict[str, Any]:
    room, call = participant.conference, participant.call
    return {
        "account_sid": room.account_sid,
        "conference_sid": room.sid,
        "call_sid": call.sid,
        "label": participant.label or None,
        "call_sid_to_coach": participant.coached or None,
        "coaching": participant.coaching,
        "muted": participant.muted,
        "hold": participant.hold,
        "start_conference_on_enter": participant.start_on_enter,
        "end_conference_on_exit": participant.end_on_exit,
        "status": STATUS.get(call.status, "complete"),
        "queue_time": "0",
        "date_created": rfc2822(participant.joined),
        "date_updated": rfc2822(participant.updated),
        "uri": f"/2010-04-01/Accounts/{room.account_sid}/Conferences/{room.sid}/Participants/{call.sid}.json",
    }


def find(request: web.Request) -> Participant:
    participant = find_conference(request).find(request.match_info["participant"])
    if participant is None:
        raise missing(request)
    return participant


async def create(request: web.Request) -> web.Response:
    """Calls somebody; the answered leg runs one <Dial><Conference>. The room may be named before it exists."""
    form, exchange = await request.post(), exchange_of(request)
    key = request.match_info["conference"]
    call = outbound(form, exchange.settings.account_sid)
    check_coaching(form)
    room = exchange.conferences.get(key)
    if room is None and not SID.fullmatch(key):
        room = exchange.conference(key[:NAME_MAX])
    if room is None or room.status == "completed":
        raise missing(request)
    participant = Participant(
        call,
        room,
        muted=boolean(form, "Muted") or False,
        coaching=bool(text(form, "CallSidToCoach")),
        coached=text(form, "CallSidToCoach"),
        label=text(form, "Label")[:LABEL_MAX],
        start_on_enter=boolean(form, "StartConferenceOnEnter") is not False,
        end_on_exit=boolean(form, "EndConferenceOnExit") or False,
    )
    first, timeout_s = Step(twiml=_document(form, room)), number(form, "Timeout", 60, 1, 600)
    if boolean(form, "Record"):
        exchange.start(record_when_answered(exchange, call, channels(form), recording_callback(form)))
    room.invite(participant)
    exchange.ring(call, timeout_s, first)
    return web.json_response(render(participant), status=201)


def _document(form: Form, room: Conference) -> bytes:
    """The form's conference parameters as the noun's attributes."""
    names = {
        "startConferenceOnEnter": text(form, "StartConferenceOnEnter"),
        "endConferenceOnExit": text(form, "EndConferenceOnExit"),
        "muted": text(form, "Muted"),
        "beep": text(form, "Beep"),
        "coach": text(form, "CallSidToCoach"),
        "participantLabel": text(form, "Label")[:LABEL_MAX],
        "maxParticipants": text(form, "MaxParticipants"),
        "waitUrl": address(form, "WaitUrl"),
        "waitMethod": method(form, "WaitMethod"),
        "statusCallback": address(form, "ConferenceStatusCallback"),
        "statusCallbackMethod": method(form, "ConferenceStatusCallbackMethod"),
        "statusCallbackEvent": " ".join(sorted(words(form, "ConferenceStatusCallbackEvent", "start end"))),
    }
    given = {name: value for name, value in names.items() if value or (name == "waitUrl" and "WaitUrl" in form)}
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in given.items())
    return f"<Response><Dial><Conference{attributes}>{escape(room.name)}</Conference></Dial></Response>".encode()


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request)))


async def index(request: web.Request) -> web.Response:
    wanted = {"Muted": "muted", "Hold": "hold", "Coaching": "coaching"}
    rows = [
        render(participant)
        for participant in find_conference(request).participants.values()
        if all(
            str(getattr(participant, attribute)).lower() == request.query[name]
            for name, attribute in wanted.items()
            if name in request.query
        )
    ]
    return listing(request, "participants", rows)


async def update(request: web.Request) -> web.Response:
    participant, form = find(request), await request.post()
    change(exchange_of(request), participant, form)
    return web.json_response(render(participant))


async def delete(request: web.Request) -> web.Response:
    """Out of the room: the leg goes on with what follows its Dial; one that still rings is canceled."""
    participant = find(request)
    if participant.call.answered.is_set():
        participant.conference.leave(participant, kicked=True)
    else:
        participant.call.end("canceled")
    return web.Response(status=204)


ROUTES = (
    web.post(PATH + ".json", create),
    web.get(PATH + ".json", index),
    web.get(PATH + "/{participant}.json", read),
    web.post(PATH + "/{participant}.json", update),
    web.delete(PATH + "/{participant}.json", delete),
)
