"""<Hangup>: the leg is over."""

from __future__ import annotations

from telephony.local_carrier.interpreter import Finish, Leg, Result
from telephony.local_carrier.twiml import Verb


async def hangup(verb: Verb, leg: Leg) -> Result:
    return Finish.HANG_UP
