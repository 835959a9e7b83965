"""<Dial> to people: Client and Number nouns (all ring, the first to answer wins) or a plain number."""

from __future__ import annotations

import asyncio

from telephony.local_carrier.call import Call
from telephony.local_carrier.conference import Participant
from telephony.local_carrier.interpreter import Leg
from telephony.local_carrier.twiml import Verb


async def dial_party(verb: Verb, leg: Leg) -> list[tuple[str, str]]:
    """Rings, bridges, and returns what Dial's action is told."""
    targets = [_target(noun) for noun in verb.nested if noun.name in ("Client", "Number")] or [verb.text]
    children = [_child(leg, target, verb) for target in targets if target]
    winner = await _first_answer(children, verb.number("timeout", 30, 1, 600))
    if winner is None:
        status = next((c.status for c in children if c.status in ("busy", "failed")), "no-answer")
        return [("DialCallStatus", status), *([("DialCallSid", children[0].sid)] if children else [])]
    await _bridge(leg, winner, verb.number("timeLimit", 14400, 1, 14400))
    return [
        ("DialCallStatus", "completed"),
        ("DialCallSid", winner.sid),
        ("DialCallDuration", str(winner.duration)),
        ("DialBridged", "true"),
    ]


def _target(noun: Verb) -> str:
    return f"client:{noun.text}" if noun.name == "Client" else noun.text


def _child(leg: Leg, target: str, verb: Verb) -> Call:
    origin = verb.get("callerId") or leg.call.origin
    return leg.exchange.ring(Call(leg.call.account_sid, origin, target, "outbound-dial", parent_sid=leg.call.sid))


async def _first_answer(children: list[Call], timeout_s: int) -> Call | None:
    """The leg that answered first; every other one is let go."""
    waits = [asyncio.ensure_future(_settled(child)) for child in children]
    winner: Call | None = None
    try:
        for settled in asyncio.as_completed(waits, timeout=timeout_s):
            child = await settled
            if child.answered.is_set() and child.live:
                winner = child
                break
    except TimeoutError:
        winner = None
    finally:
        for wait in waits:
            wait.cancel()
        for child in children:
            if child is not winner:
                child.end("no-answer")
    return winner


async def _settled(call: Call) -> Call:
    answered, over = asyncio.ensure_future(call.answered.wait()), asyncio.ensure_future(call.over.wait())
    try:
        await asyncio.wait({answered, over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        answered.cancel()
        over.cancel()
    return call


async def _bridge(leg: Leg, other: Call, limit_s: int) -> None:
    """Both legs in a room of their own; the bridge ends with either of them."""
    room = leg.exchange.private_room()
    ours = Participant(leg.call, room, end_on_exit=True)
    theirs = Participant(other, room, end_on_exit=True)
    room.join(ours)
    room.join(theirs)
    hung_up = asyncio.ensure_future(other.over.wait())
    gone = asyncio.ensure_future(ours.gone.wait())
    try:
        await asyncio.wait({hung_up, gone}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hung_up.cancel()
        gone.cancel()
        room.leave(ours)
        await leg.exchange.hang_up(other)
