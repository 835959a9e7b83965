"""What a queue offers instead of waiting: a callback or a voicemail, each by its own key.

offer: {key: 1, callback: true}
offer: [{key: 1, callback: true, window: 2h}, {key: 2, voicemail: true, max: 60s}]

The talk about it happens in the queue's own node; a caller who changes their mind is back in the queue at the old place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ivr.nodes.callback import MAX_WINDOW_S, WINDOW_S, Callback
from ivr.nodes.listening_node import ListeningNode
from ivr.nodes.node import SILENT_END, Exit, Place
from ivr.nodes.voicemail import MAX_S, MOST_S, Voicemail
from ivr.table_reader import TableReader

KEYS = tuple("123456789")
DONE = {"callback": "callback_booked", "voicemail": "voicemail_left"}
"""What is offered, and the queue's exit once that is done."""


@dataclass(frozen=True)
class Offer:
    key: str
    window_s: int
    max_s: int


def read_offers(own: TableReader, node: TableReader) -> dict[str, Offer]:
    """By what is offered. `own` holds `offer`; `node` is the queue's whole node, where the exits stand."""
    found: dict[str, Offer] = {}
    for reader in own.one_or_more("offer"):
        kinds = [kind for kind in DONE if reader.flag(kind, False)]
        key = reader.word("key", required=True)
        offer = Offer(key, reader.seconds("window", WINDOW_S, MAX_WINDOW_S), reader.seconds("max", MAX_S, MOST_S))
        reader.finish()
        if len(kinds) != 1 or kinds[0] in found:
            own.error("offer", "each offer is one of {key: 1, callback: true} and {key: 2, voicemail: true}")
        elif key not in KEYS or key in [other.key for other in found.values()]:
            own.error("offer", f"an offer has a key of its own from 1 to 9, not '{key[:20]}'")
        elif DONE[kinds[0]] not in node:
            own.error("offer", f"{kinds[0]} is offered, but there is no '{DONE[kinds[0]]}': where does the call go on?")
        else:
            found[kinds[0]] = offer
    return found


def talk_about(kind: str, offer: Offer, place: Place) -> ListeningNode:
    """The node that talks about it, in the place of the queue: what comes to nothing leads back to the queue."""
    back = Exit(place.name, place.mark)
    ways = dict.fromkeys(("refused", "failed", "empty", "not_understood"), back)
    done = place.exits[DONE[kind]]
    silent = Exit(place.listen.silent or SILENT_END, place.mark)
    inner = replace(place, exits={**ways, "booked": done, "left": done, "silent": silent})
    return Callback(inner, window_s=offer.window_s) if kind == "callback" else Voicemail(inner, max_s=offer.max_s)
