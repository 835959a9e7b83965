"""<Say language voice loop>: the text, spoken by the synthesiser."""

from __future__ import annotations

from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb


async def say(verb: Verb, leg: Leg) -> Result:
    """loop 0 = for ever, default 1; language defaults to en-US."""
    if verb.text:
        sound = await leg.exchange.synthesise(verb.text, verb.get("language", "en-US"))
        await leg.call.play(sound, verb.number("loop", 1) or -1)
    return None
