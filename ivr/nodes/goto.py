"""Go on at another node: `goto: main`; `goto: return` ends a sub-flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.nodes.node import Exit, Node, Place
from ivr.table_reader import TableReader

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Goto(Node):
    KIND: ClassVar[str] = "goto"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "none"
    EXITS: ClassVar[tuple[str, ...]] = ()
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    target: Exit

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Goto | None:
        target = reader.word(cls.KIND, required=True)
        return cls(place, Exit(target, reader.mark_of(cls.KIND))) if target else None

    def enter(self, run: Run) -> str | None:
        return self.target.target

    def targets(self) -> Iterator[Exit]:
        yield self.target
