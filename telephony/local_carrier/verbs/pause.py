"""<Pause length>: silence of so many seconds, default 1."""

from __future__ import annotations

from telephony.audio import RATE, SILENCE
from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb


async def pause(verb: Verb, leg: Leg) -> Result:
    await leg.call.play(SILENCE[:1] * (RATE * verb.number("length", 1, 0, 3600)))
    return None
