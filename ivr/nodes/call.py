"""Walk through another flow and come back.

    call: {flow: identify, with: {level: "2"}, into: {verified: verified}}
    returned: apply

Slots are shared. `with` gives slots a value first; `into` gives slots of the caller the value of expressions when the sub-flow returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.limits import MAX_STACK
from ivr.nodes.node import Node, Place
from ivr.session import Frame
from ivr.table_reader import TableReader

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Call(Node):
    KIND: ClassVar[str] = "call"
    EXITS: ClassVar[tuple[str, ...]] = ("returned", "failed")
    REQUIRED: ClassVar[tuple[str, ...]] = ("returned",)
    flow: str = ""
    given: Mapping[str, Expression] = field(default_factory=dict)
    into: Mapping[str, Expression] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Call | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        node = cls(place, own.word("flow", required=True), own.expressions("with"), own.expressions("into"))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        flow = run.library.flows.get(self.flow)
        if flow is None or len(run.stack) >= MAX_STACK:
            run.slip(f"cannot call the flow {self.flow}")
            return self.exit("failed")
        run.slots.update({name: expression.evaluate(run.scope) for name, expression in self.given.items()})
        run.stack = (*run.stack, Frame(run.graph.name, self.place.name))
        run.graph = flow
        return flow.start

    def returned(self, run: Run) -> str:
        """Called when the sub-flow has ended and `run` stands in this flow again."""
        run.slots.update({name: expression.evaluate(run.scope) for name, expression in self.into.items()})
        return self.exit("returned")

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for expression in (*self.given.values(), *self.into.values()):
            yield expression, self.place.mark

    def brings(self) -> Iterator[str]:
        yield from self.given
        yield from self.into
