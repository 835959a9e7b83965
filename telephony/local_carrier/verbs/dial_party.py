"""<Dial> to people: Client, Number and Sip nouns or a plain number; the caller hears ringing, then the bridge."""

from __future__ import annotations

import asyncio

from telephony.local_carrier.call import Call
from telephony.local_carrier.conference import Participant
from telephony.local_carrier.interpreter import Leg
from telephony.local_carrier.notices import recording_address
from telephony.local_carrier.recording import Recorder
from telephony.local_carrier.tones import ringback
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.record import recording_callback
from telephony.local_carrier.verbs.ringing import Party, first_answer
from telephony.local_carrier.verbs.whisper import whisper

RECORDED = {
    "true": 1,
    "record-from-answer": 1,
    "record-from-ringing": 1,
    "record-from-answer-dual": 2,
    "record-from-ringing-dual": 2,
}


async def dial_party(verb: Verb, leg: Leg) -> list[tuple[str, str]]:
    """Rings, bridges, and returns what Dial's action is told."""
    ringing = asyncio.create_task(leg.call.play(ringback(), loops=-1))
    try:
        winner, called, party = await first_answer(verb, leg)
        accepted = await _accepts(party, leg, winner)
    finally:
        ringing.cancel()
    if winner is None:
        status = next((c.status for c in called if c.status in ("busy", "failed")), "no-answer")
        return [("DialCallStatus", status), *([("DialCallSid", called[0].sid)] if called else [])]
    if not accepted:
        await leg.exchange.hang_up(winner)
        return _told(winner, bridged=False)
    recorder = _recorder(verb, leg)
    try:
        await _bridge(verb, leg, winner)
    finally:
        if recorder is not None:
            leg.exchange.recordings.finish(recorder)
    recorded = [("RecordingUrl", recording_address(leg.exchange, recorder.recording.sid))] if recorder else []
    return [*_told(winner, bridged=True), *recorded]


async def _accepts(party: Party | None, leg: Leg, winner: Call | None) -> bool:
    """Whether a party that answered may be bridged: it has heard out what was for it alone."""
    if winner is None or party is None or not party.url:
        return True
    try:
        return await whisper(party.url, party.method, leg, winner)
    except asyncio.CancelledError:
        await leg.exchange.hang_up(winner)
        raise


def _told(winner: Call, *, bridged: bool) -> list[tuple[str, str]]:
    return [
        ("DialCallStatus", "completed"),
        ("DialCallSid", winner.sid),
        ("DialCallDuration", str(winner.duration)),
        ("DialBridged", "true" if bridged else "false"),
    ]


def _recorder(verb: Verb, leg: Leg) -> Recorder | None:
    channels = RECORDED.get(verb.get("record", "do-not-record"))
    if channels is None:
        return None
    callback = recording_callback(verb, leg)
    return leg.exchange.recordings.start(leg.call, "DialVerb", channels=channels, callback=callback)


async def _bridge(verb: Verb, leg: Leg, other: Call) -> None:
    """Both legs in a room of their own; the bridge ends with either of them, or with the caller's star."""
    room = leg.exchange.private_room()
    ours = Participant(leg.call, room, end_on_exit=True)
    theirs = Participant(other, room, end_on_exit=True)
    room.join(ours)
    room.join(theirs)
    if verb.flag("hangupOnStar", False):
        leg.call.keys_to = lambda digit: room.leave(ours) if digit == "*" else None
    hung_up = asyncio.ensure_future(other.over.wait())
    gone = asyncio.ensure_future(ours.gone.wait())
    try:
        limit_s = verb.number("timeLimit", 14400, 1, 14400)
        await asyncio.wait({hung_up, gone}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leg.call.keys_to = None
        hung_up.cancel()
        gone.cancel()
        room.leave(ours)
        await leg.exchange.hang_up(other)
