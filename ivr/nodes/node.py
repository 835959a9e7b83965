"""What every node has, whatever its type, and what the engine asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.events import Event
from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.listen import DEFAULT_LISTEN, Listen
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

RETURN = "return"
"""The target that ends a sub-flow."""
GOODBYE, SILENT_END, TO_AGENT = "@goodbye", "@silent_end", "@to_agent"
"""Nodes that every flow has without writing them."""


@dataclass(frozen=True)
class Exit:
    target: str
    mark: Mark


@dataclass(frozen=True)
class Place:
    """What stands beside a node's type. `exits` is complete: what was left out follows its stand-in."""

    name: str
    flow: str
    mark: Mark
    exits: Mapping[str, Exit] = field(default_factory=dict)
    listen: Listen = DEFAULT_LISTEN
    barge_in: bool = True
    record: bool = False
    new_request: bool = False

    @property
    def key(self) -> str:
        return f"{self.flow}.{self.name}"


@dataclass(frozen=True)
class Node:
    """`enter` and `resume` return the next node's name, or None when the sprint now waits."""

    KIND: ClassVar[str] = ""
    EXITS: ClassVar[tuple[str, ...]] = ("next",)
    REQUIRED: ClassVar[tuple[str, ...]] = ("next",)
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "caller"
    """Who has a turn here: nobody, the house alone, or the caller (perhaps)."""
    SILENCE: ClassVar[str] = "silent"
    """The exit that a caller takes who says nothing to the end, where there is one."""
    place: Place

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Node | None:
        """From the node's table, where the type's own content stands under its KIND; None when that cannot be read."""
        raise NotImplementedError

    def enter(self, run: Run) -> str | None:
        raise NotImplementedError

    def resume(self, run: Run, event: Event) -> str | None:
        """Called only for an event of the wait that this node opened."""
        raise NotImplementedError(f"{self.KIND} never waits")

    def abandoned(self, run: Run) -> None:
        """The caller hung up here: what would be lost may still be written down."""

    def exit(self, name: str) -> str:
        return self.place.exits[name].target

    def targets(self) -> Iterator[Exit]:
        """Every way out, for the inspection."""
        yield from self.place.exits.values()

    def spoken(self) -> Iterator[Words]:
        """Everything it may say, for the inspection."""
        yield from ()

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        yield from ()

    def brings(self) -> Iterator[str]:
        """Slots and variables that it may give a value."""
        yield from ()
