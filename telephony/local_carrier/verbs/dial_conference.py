"""<Dial><Conference>: the leg joins a room by name and stays until it leaves, is taken out, or the room ends."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from telephony.local_carrier.conference import Conference, Participant
from telephony.local_carrier.interpreter import Leg
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.webhooks import FetchError

NAME_MAX = 128


async def dial_conference(dial: Verb, noun: Verb, leg: Leg) -> list[tuple[str, str]]:
    """Returns what Dial's action is told; DialCallSid and DialCallDuration are absent after a conference."""
    room = leg.exchange.conference(noun.text[:NAME_MAX])
    _callbacks(room, noun, leg)
    participant = await _participant(room, noun, leg)
    room.join(participant)
    try:
        if dial.flag("hangupOnStar", False):
            leg.call.keys_to = lambda digit: room.leave(participant) if digit == "*" else None
        limit = dial.number("timeLimit", 14400, 1, 14400)
        await asyncio.wait_for(participant.gone.wait(), limit)
    except TimeoutError:
        room.leave(participant)
    finally:
        leg.call.keys_to = None
        room.leave(participant)
    return [("DialCallStatus", "completed")]


def _callbacks(room: Conference, noun: Verb, leg: Leg) -> None:
    """The first leg that names a callback sets it for the whole conference."""
    if noun.get("statusCallback") and not room.callback_url:
        room.callback_url = urljoin(leg.url, noun.get("statusCallback"))
        room.callback_method = noun.get("statusCallbackMethod", "POST").upper()
        room.callback_events = frozenset(noun.get("statusCallbackEvent", "start end").split())


async def _participant(room: Conference, noun: Verb, leg: Leg) -> Participant:
    return Participant(
        leg.call,
        room,
        muted=noun.flag("muted", False),
        coaching=bool(noun.get("coach")),
        coached=noun.get("coach"),
        label=noun.get("participantLabel"),
        start_on_enter=noun.flag("startConferenceOnEnter", True),
        end_on_exit=noun.flag("endConferenceOnExit", False),
        music=await _music(noun, leg),
    )


async def _music(noun: Verb, leg: Leg) -> bytes | None:
    """None = the carrier's own music; an empty waitUrl is silence; one that cannot be played falls back to the music."""
    if "waitUrl" not in noun.attributes:
        return None
    if not noun.get("waitUrl"):
        return b""
    try:
        return await leg.sound(noun.get("waitUrl"))
    except FetchError as error:
        leg.exchange.report(leg.call, error)
        return None
