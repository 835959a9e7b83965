"""docs/case-states.md, drawn from the machines: `python -m casework diagram` prints it."""

from collections.abc import Iterator

from casework.labels import LABELS
from casework.machine import Limit, Machine, Phase
from casework.states import MACHINES
from casework.timer import DEFAULTS

HEAD = """# States of a case

Written by `python -m casework diagram > docs/case-states.md`; a test fails when it is not what the code says. The machines stand in
`casework/states.py`, the rules for counting time in `casework/clocks.py`, the services' own words (stages) in `casework/stages.py`.
"""
UNITS = {"minute": "minutes", "hour": "hours", "workday": "working days", "calendar_day": "calendar days"}


def document() -> str:
    parts = [HEAD, *(line for machine in MACHINES.values() for line in _chapter(machine)), *_words()]
    return "\n".join(parts)


def mermaid(machine: Machine) -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {machine.states[0]}"
    ways: dict[tuple[str, str], list[str]] = {}
    for step in machine.transitions.values():
        for way in step.moves.items():
            ways.setdefault(way, []).append(step.name)
    yield from (f"    {begin} --> {end}: {', '.join(names)}" for (begin, end), names in ways.items())
    for end in sorted(machine.ends):
        yield f"    {end} --> [*]"


def _chapter(machine: Machine) -> Iterator[str]:
    yield f"## {machine.kind}\n\n```mermaid"
    yield from mermaid(machine)
    yield "```\n"
    if machine.phases:
        yield "| time of | limit | begins with | when it is over |\n|---|---|---|---|"
        yield from (_phase(machine, name, phase) for name, phase in machine.phases.items())
        yield ""
    yield "| transition | who may | clock |\n|---|---|---|"
    yield from (
        f"| {step.name} | {', '.join(step.may)} | {step.phase or step.clock.replace('_', ' ')} |"
        for step in machine.transitions.values()
    )
    yield ""


def _phase(machine: Machine, name: str, phase: Phase) -> str:
    begins = [step.name for step in machine.transitions.values() if step.phase == name]
    opening = ["filing"] if machine.first == name else []
    more = {"anew": "", "instead": ", from the beginning of the time before", "added": " more"}[phase.start]
    over = (
        f"`{phase.due}` by itself"
        if phase.due
        else "the officers are warned before, a supervisor and a manager hear of it after"
    )
    return f"| {name} | {_limit(machine, phase.limit)}{more} | {', '.join(opening + begins)} | {over} |"


def _limit(machine: Machine, limit: Limit | None) -> str:
    if limit is not None:
        return f"{limit.value} {UNITS[limit.unit]}"
    default = DEFAULTS[machine.kind]
    return f"the service's, else {default.value} {UNITS[default.unit]}"


def _words() -> Iterator[str]:
    yield "## What the public hears\n\n| state | Indonesian | English |\n|---|---|---|"
    yield from (f"| {state} | {label['id']} | {label['en']} |" for state, label in LABELS.items())
    yield ""
