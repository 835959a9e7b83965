"""Plays golden calls over the local carrier, with real speech, one after the other. As slow as calls are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from deploy.golden.carrier_line import CarrierLine
from deploy.golden.given import Impossible, put
from deploy.golden.running_house import RunningHouse
from deploy.golden.telephone import NotConnected
from ivr.golden import GoldenCall, Outcome, play_steps
from ivr.golden_suite import Script
from ivr.issue import error

LONGEST_WAIT_S = 60


def through_carrier(scripts: Sequence[Script], var: Path) -> Iterator[Outcome]:
    """`var` is a folder for scratch. Raises SetupError when the house does not start."""
    house: RunningHouse | None = None
    try:
        for script in scripts:
            if script.call is None:
                yield Outcome(script.name, script.issues, 0)
                continue
            why = unplayable(script.call)
            if why:
                yield Outcome(script.name, (), 0, why)
                continue
            house = house or RunningHouse(var).start()
            yield play(house, script.call)
    finally:
        if house is not None:
            house.stop()


def unplayable(call: GoldenCall) -> str:
    """Why a call cannot be had here and now, or ""."""
    words = {step.word for step in call.steps}
    if "agent" in words:
        return "nobody plays the agent"
    if any(step.word == "wait" and step.value > LONGEST_WAIT_S for step in call.steps):
        return f"nobody waits longer than {LONGEST_WAIT_S} s"
    if any(step.word == "say" and step.value[1] is not None for step in call.steps):
        return "a recogniser is as sure as it is"
    if any(step.word == "expect" and step.value.get("dialled") for step in call.steps):
        return "there is nobody to be put through to"
    booked = [step.value.get("callback", {}) for step in call.steps if step.word == "expect"]
    if any({"from", "until"} & set(each) for each in booked):
        return "a callback is promised by today's clock"
    return ""


def play(house: RunningHouse, call: GoldenCall) -> Outcome:
    house.begin_anew()
    calendars = house.parts.flows.live().library.calendars.values()
    if any(not calendar.is_open(call.at) for calendar in calendars):
        return Outcome(call.name, (), 0, "it is played today, with the office open")
    try:
        put(house, replace(call, at=house.parts.clock.now()))
    except Impossible as impossible:
        return Outcome(call.name, (), 0, f"a house cannot be given this: {impossible}")
    line = CarrierLine(house, call)
    try:
        outcome = play_steps(call, line, line.start)
    except NotConnected as problem:
        return Outcome(call.name, (error(call.mark, f"{call.name}: {problem}"),), 0)
    finally:
        line.close()
    heard = f" (last understood: '{line.understood}')" if line.understood else ""
    return replace(outcome, issues=tuple(replace(issue, text=issue.text + heard) for issue in outcome.issues))
