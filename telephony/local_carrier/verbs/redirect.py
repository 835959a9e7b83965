"""<Redirect method>: another document takes over; verbs after it are not reached."""

from __future__ import annotations

from urllib.parse import urljoin

from telephony.local_carrier.call import Step
from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb


async def redirect(verb: Verb, leg: Leg) -> Result:
    return Step(urljoin(leg.url, verb.text), verb.get("method", "POST").upper())
