"""Go on by what is known.

branch:
  - {when: hours.kantor.open, goto: main}
otherwise: after_hours
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.nodes.node import Exit, Node, Place
from ivr.table_reader import TableReader

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Case:
    when: Expression
    target: Exit


@dataclass(frozen=True)
class Branch(Node):
    KIND: ClassVar[str] = "branch"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "none"
    EXITS: ClassVar[tuple[str, ...]] = ("otherwise",)
    REQUIRED: ClassVar[tuple[str, ...]] = ("otherwise",)
    cases: tuple[Case, ...] = ()

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Branch | None:
        cases: list[Case] = []
        for inner in reader.tables(cls.KIND):
            when = inner.expression("when", required=True)
            target = Exit(inner.word("goto", required=True), inner.mark_of("goto"))
            inner.finish()
            if when is not None:
                cases.append(Case(when, target))
        if not cases:
            reader.error(cls.KIND, "a branch is a list of {when: ..., goto: ...}")
        return cls(place, tuple(cases))

    def enter(self, run: Run) -> str | None:
        for case in self.cases:
            if case.when.holds(run.scope):
                return case.target.target
        return self.exit("otherwise")

    def targets(self) -> Iterator[Exit]:
        yield from super().targets()
        yield from (case.target for case in self.cases)

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for case in self.cases:
            yield case.when, case.target.mark
