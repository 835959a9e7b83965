"""<Dial>: another party. Nouns: Conference, Client, Number, Sip; plain text is a number.

The action is told DialCallStatus; without one the next verb follows.
"""

from __future__ import annotations

from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.dial_conference import dial_conference
from telephony.local_carrier.verbs.dial_party import dial_party


async def dial(verb: Verb, leg: Leg) -> Result:
    conference = next((n for n in verb.nested if n.name == "Conference"), None)
    if conference is not None:
        parameters = await dial_conference(verb, conference, leg)
    else:
        parameters = await dial_party(verb, leg)
    return leg.step(verb, parameters) if verb.get("action") else None
