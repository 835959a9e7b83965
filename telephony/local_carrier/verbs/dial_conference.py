"""<Dial><Conference>: the leg joins a room by name and stays until it leaves, is taken out, or the room ends."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from telephony.local_carrier.background_sound import background_sound
from telephony.local_carrier.call import Step
from telephony.local_carrier.conference import Conference, Participant
from telephony.local_carrier.interpreter import Leg
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.webhooks import FetchError, call_parameters

NAME_MAX = 128


async def dial_conference(dial: Verb, noun: Verb, leg: Leg) -> list[tuple[str, str]]:
    """Returns what Dial's action is told; DialCallSid and DialCallDuration are absent after a conference."""
    room = leg.exchange.conference(noun.text[:NAME_MAX])
    _callbacks(room, noun, leg)
    room.max_participants = noun.number("maxParticipants", room.max_participants, 2, 250)
    if len(room.participants) >= room.max_participants:
        return [("DialCallStatus", "failed")]
    participant = _participant(room, noun, leg)
    room.join(participant)
    if noun.get("waitUrl"):
        leg.exchange.start(_fetch_music(participant, noun, leg))
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


def _participant(room: Conference, noun: Verb, leg: Leg) -> Participant:
    beep = noun.get("beep", "true").lower()
    return Participant(
        leg.call,
        room,
        muted=noun.flag("muted", False),
        coaching=bool(noun.get("coach")),
        coached=noun.get("coach"),
        label=noun.get("participantLabel"),
        start_on_enter=noun.flag("startConferenceOnEnter", True),
        end_on_exit=noun.flag("endConferenceOnExit", False),
        beep_on_enter=beep in ("true", "onenter"),
        beep_on_exit=beep in ("true", "onexit"),
        music=b"" if "waitUrl" in noun.attributes else None,
    )


async def _fetch_music(participant: Participant, noun: Verb, leg: Leg) -> None:
    """waitUrl while the leg already waits; one that cannot be played falls back to the carrier's own music."""
    step = Step(urljoin(leg.url, noun.get("waitUrl")), noun.get("waitMethod", "POST").upper())
    about = [("ConferenceSid", participant.conference.sid), ("FriendlyName", participant.conference.name)]
    try:
        participant.music = await background_sound(leg.exchange, step, [*call_parameters(leg.call), *about])
    except FetchError as error:
        leg.exchange.report(leg.call, error)
        participant.music = None
