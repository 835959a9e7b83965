"""What an address plays behind a conference: a sound, or a document of Play, Say and Pause, as one piece of mu-law.

For hold and wait music and for announcements. <Redirect> ends the document: the piece is played again from its start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from telephony.audio import RATE, SILENCE
from telephony.local_carrier.call import Step
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.webhooks import Document, FetchError, Pairs

if TYPE_CHECKING:
    from telephony.local_carrier.exchange import Exchange

MAX_BYTES = 600 * RATE
MAX_PAUSE_S = 60
MAX_LOOPS = 20


async def background_sound(exchange: Exchange, step: Step, pairs: Pairs) -> bytes:
    """At most ten minutes. Raises FetchError."""
    document = await exchange.webhooks.fetch(step, pairs, {})
    sound = b""
    for verb in document.verbs:
        if verb.name == "Redirect" or len(sound) > MAX_BYTES:
            break
        sound += await _sound(exchange, verb, document)
    return sound[:MAX_BYTES]


async def _sound(exchange: Exchange, verb: Verb, document: Document) -> bytes:
    loops = verb.number("loop", 1, 0, MAX_LOOPS) or 1
    if verb.name == "Play":
        return await exchange.webhooks.sound(urljoin(document.url, verb.text)) * loops
    if verb.name == "Say":
        return await exchange.synthesise(verb.text, verb.get("language", "en-US")) * loops
    if verb.name == "Pause":
        return SILENCE[:1] * (RATE * verb.number("length", 1, 0, MAX_PAUSE_S))
    raise FetchError(12200, document.url, f"<{verb.name}> is not a verb here")
