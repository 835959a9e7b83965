"""Commands among what was pressed or said: they have the widest scope, so a node's own answers come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.ask import Again, Leave, Outcome
from ivr.commands import Command
from ivr.grammar import Choice, Match
from ivr.understanding import understand

if TYPE_CHECKING:
    from ivr.run import Run

PREFIX = "command:"
SURE = 0.85
"""A command that is not a choice of the node is obeyed only when it was said nearly word by word."""


def command_choices(run: Run) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{PREFIX}{number}", command.says.get(run.tongue, ()))
        for number, command in enumerate(run.entry.commands)
        if command.says.get(run.tongue)
    )


def command_of(run: Run, match: Match) -> Command | None:
    return run.entry.commands[int(match.choice.removeprefix(PREFIX))] if match.choice.startswith(PREFIX) else None


def obey(run: Run, command: Command) -> Outcome:
    """A command goes to a node of the entry flow, also from within a sub-flow."""
    if command.action == "repeat":
        return Again()
    run.stack = ()
    run.graph = run.entry
    return Leave(command.target)


def pressed(run: Run, digits: str, finished_on: str) -> Command | None:
    """A command key counts only when it is all that was entered: "0" and then silence, "*", or "#" with nothing before it."""
    key = "" if digits and finished_on else digits or finished_on
    return next((command for command in run.entry.commands if command.key and command.key == key), None)


def said(run: Run, text: str) -> Command | None:
    match = understand(text, command_choices(run), run.context())
    return command_of(run, match) if match is not None and match.score >= SURE else None
