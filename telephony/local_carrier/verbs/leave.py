"""<Leave>: in a wait document, the caller leaves the queue and goes on at Enqueue's action; elsewhere it does nothing."""

from __future__ import annotations

from telephony.local_carrier.interpreter import Finish, Leg, Result
from telephony.local_carrier.twiml import Verb


async def leave(verb: Verb, leg: Leg) -> Result:
    return Finish.LEAVE if leg.exchange.waiting(leg.call) else None
