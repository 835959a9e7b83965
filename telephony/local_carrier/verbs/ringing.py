"""The parties of a <Dial>: rung all at once or one after another; the first to answer wins."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from telephony.local_carrier.call import Call
from telephony.local_carrier.interpreter import Leg
from telephony.local_carrier.twiml import Verb


@dataclass(frozen=True)
class Party:
    """`address` is a number, client:name or sip:...; `parameters` are shown to a client that rings. `url` is what the
    party hears before it is bridged, "" for nothing."""

    address: str
    parameters: dict[str, str] = field(default_factory=dict)
    url: str = ""
    method: str = "POST"


def parties(dial: Verb) -> list[Party]:
    """Client, Number and Sip nouns, or Dial's own text as a number."""
    nouns = [_party(noun) for noun in dial.nested if noun.name in ("Client", "Number", "Sip")]
    return [party for party in nouns or [Party(dial.text)] if party.address not in ("", "client:")]


def _party(noun: Verb) -> Party:
    url, method = noun.get("url"), noun.get("method", "POST").upper()
    if noun.name in ("Number", "Sip"):
        return Party(noun.text, url=url, method=method)
    identity = next((n.text for n in noun.nested if n.name == "Identity"), noun.text)
    parameters = {n.get("name"): n.get("value") for n in noun.nested if n.name == "Parameter"}
    return Party(f"client:{identity}", parameters, url, method)


async def first_answer(dial: Verb, leg: Leg) -> tuple[Call | None, list[Call], Party | None]:
    """The leg that answered (or None), all that were called, and whom the winner was called as. Whoever did not win is
    let go."""
    timeout_s = dial.number("timeout", 30, 1, 600)
    called: list[Call] = []
    wanted = parties(dial)
    for group in [[p] for p in wanted] if dial.flag("sequential", False) else [wanted]:
        children = [_ring(party, dial, leg, timeout_s) for party in group]
        called += children
        winner = await _winner(children, timeout_s)
        if winner is not None:
            return winner, called, group[children.index(winner)]
    return None, called, None


def _ring(party: Party, dial: Verb, leg: Leg, timeout_s: int) -> Call:
    origin = dial.get("callerId") or leg.call.origin
    call = Call(leg.call.account_sid, origin, party.address, "outbound-dial", parent_sid=leg.call.sid)
    call.client_parameters = party.parameters
    return leg.exchange.ring(call, timeout_s)


async def _winner(children: list[Call], timeout_s: int) -> Call | None:
    waits = [asyncio.ensure_future(_settled(child)) for child in children]
    winner: Call | None = None
    lost = "canceled"
    try:
        for settled in asyncio.as_completed(waits, timeout=timeout_s):
            child = await settled
            if child.answered.is_set():
                winner = child
                break
    except TimeoutError:
        lost = "no-answer"
    finally:
        for wait in waits:
            wait.cancel()
        for child in children:
            if child is not winner:
                child.end(lost)
    return winner


async def _settled(call: Call) -> Call:
    await call.settled()
    return call
