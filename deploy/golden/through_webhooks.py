"""Plays golden calls through the signed webhooks of the real web application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.golden.given import Impossible, origin, put
from deploy.golden.house import House
from deploy.golden.webhook_line import WebhookLine
from ivr.golden import FIRST_FLOW, GoldenCall, Outcome, play_steps
from ivr.golden_suite import Script


def through_webhooks(scripts: Sequence[Script], root: Path, var: Path) -> Iterator[Outcome]:
    """`root` holds flows/ and knowledge_base/; `var` is a folder for scratch. What a house cannot have is skipped."""
    playable = [script.call for script in scripts if script.call is not None]
    house = House(root, var, playable[0].at) if playable else None
    try:
        for script in scripts:
            if script.call is None or house is None:
                yield Outcome(script.name, script.issues, 0)
            else:
                yield play(house, script.call)
    finally:
        if house is not None:
            house.close()


def play(house: House, call: GoldenCall) -> Outcome:
    house.begin_anew(call.at)
    answering = house.parts.flows.dialled(call.dial).opening().name
    if call.flow not in (FIRST_FLOW, answering):
        return Outcome(call.name, (), 0, f"its number is answered by {answering}, not by {call.flow}")
    try:
        put(house, call)
    except Impossible as impossible:
        return Outcome(call.name, (), 0, f"a house cannot be given this: {impossible}")
    line = WebhookLine(house, origin(call), call.dial, dial=call.given.dial)
    return play_steps(call, line, line.start)
