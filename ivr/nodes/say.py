"""Say something and go on.

say: {id: "Percakapan ini direkam.", en: "This call is recorded."}
barge_in: false
record: true
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.nodes.node import Node, Place
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Say(Node):
    KIND: ClassVar[str] = "say"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "none"
    text: Words

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Say | None:
        words = reader.words(cls.KIND, required=True)
        return cls(place, words) if words is not None else None

    def enter(self, run: Run) -> str | None:
        run.speak(run.parts(self.text), self.place.barge_in)
        return self.exit("next")

    def spoken(self) -> Iterator[Words]:
        yield self.text
