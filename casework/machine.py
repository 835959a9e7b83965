"""What a machine of case states is made of: states, transitions, and the phases of its clock. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Words = Mapping[str, str]
Clock = Literal["goes_on", "pause", "resume", "stop"]

OFFICER, AGENT, CITIZEN, SYSTEM = "work_on_cases", "file_cases", "citizen", "system"
"""Who may: two permissions of accounts, whoever has proved to be the citizen, and the house itself (delivery, clocks)."""


class NotAllowed(Exception):
    """A transition that the case's state does not have. `state` is the one it is in."""

    def __init__(self, kind: str, state: str, transition: str) -> None:
        super().__init__(f"a case of kind {kind} in state {state} has no transition {transition}")
        self.state, self.transition = state, transition


@dataclass(frozen=True)
class Limit:
    """How long something may take; `unit`: minute, hour, workday or calendar_day."""

    value: int
    unit: str = "workday"


@dataclass(frozen=True)
class Phase:
    """What a clock measures. `limit` None: the service's own. `due` names the transition that the end of the time brings
    about by itself; without one the agency's staff are warned and their superiors told. `start`: the time begins anew, or
    goes on from where the phase before began, with this limit instead of that one's or added to it."""

    limit: Limit | None
    due: str = ""
    start: Literal["anew", "instead", "added"] = "anew"


@dataclass(frozen=True)
class Transition:
    """`moves`: the state it ends in, by the state it begins in. `phase`: the clock's phase that begins, unless it runs already."""

    name: str
    moves: Mapping[str, str]
    may: tuple[str, ...]
    label: Words
    clock: Clock = "goes_on"
    phase: str = ""


@dataclass(frozen=True)
class Machine:
    """The life of one kind of case. `first` is the phase that filing begins, "" when nothing is measured."""

    kind: str
    transitions: Mapping[str, Transition]
    phases: Mapping[str, Phase]
    first: str

    @property
    def states(self) -> tuple[str, ...]:
        """In the order in which the transitions reach them."""
        pairs = [pair for transition in self.transitions.values() for pair in transition.moves.items()]
        return tuple(dict.fromkeys(state for pair in pairs for state in pair))

    @property
    def ends(self) -> frozenset[str]:
        """States that nothing leads out of."""
        return frozenset(self.states) - {state for each in self.transitions.values() for state in each.moves}

    def allowed(self, state: str) -> tuple[Transition, ...]:
        return tuple(each for each in self.transitions.values() if state in each.moves)

    def step(self, state: str, transition: str) -> tuple[Transition, str]:
        """The transition and the state after it. Raises NotAllowed."""
        found = self.transitions.get(transition)
        if found is None or state not in found.moves:
            raise NotAllowed(self.kind, state, transition)
        return found, found.moves[state]
