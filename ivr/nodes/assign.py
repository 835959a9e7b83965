"""Give slots a value: `set: {service: DUK-02}`; a value is a text that may hold `{{ expressions }}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.nodes.node import Node, Place
from ivr.prompt_template import PromptTemplate
from ivr.table_reader import TableReader

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Assign(Node):
    KIND: ClassVar[str] = "set"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "none"
    values: Mapping[str, PromptTemplate] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Assign | None:
        return cls(place, reader.assignments(cls.KIND))

    def enter(self, run: Run) -> str | None:
        for name, template in self.values.items():
            run.slots[name] = template.render(run.scope)
        return self.exit("next")

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for template in self.values.values():
            for expression in template.expressions:
                yield expression, self.place.mark

    def brings(self) -> Iterator[str]:
        yield from self.values
