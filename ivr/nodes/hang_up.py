"""End the call, after last words: `hang_up: {id: Sampai jumpa., en: Goodbye.}`; without words the engine says its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ivr.effects import Hangup
from ivr.events import Event
from ivr.nodes.node import Node, Place
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class HangUp(Node):
    KIND: ClassVar[str] = "hang_up"
    EXITS: ClassVar[tuple[str, ...]] = ()
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    text: Words | None = None
    phrase: str = "goodbye"

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> HangUp | None:
        return cls(place, reader.words_if_any(cls.KIND))

    def enter(self, run: Run) -> str | None:
        run.speak(run.parts(self.text) if self.text is not None else run.phrase(self.phrase), barge_in=False)
        run.wait(Hangup())
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        run.ended = True
        return None

    def spoken(self) -> Iterator[Words]:
        if self.text is not None:
            yield self.text
