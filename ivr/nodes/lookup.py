"""Fetch something that the flow wants to tell.

lookup: {source: service_card, with: {service: service}, into: card, filler: {id: "Mohon tunggu.", en: "One moment."}}
found: tell
not_found: to_agent
failed: to_agent
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from ivr.effects import Lookup as LookupEffect
from ivr.events import Event, LookupDone
from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.nodes.node import Node, Place
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

Source = Literal["service_card", "case_status", "knowledge"]
SOURCES: tuple[str, ...] = ("service_card", "case_status", "knowledge")


@dataclass(frozen=True)
class Lookup(Node):
    KIND: ClassVar[str] = "lookup"
    EXITS: ClassVar[tuple[str, ...]] = ("found", "not_found", "failed")
    REQUIRED: ClassVar[tuple[str, ...]] = ("found", "not_found", "failed")
    source: str = ""
    arguments: Mapping[str, Expression] = field(default_factory=dict)
    into: str = ""
    filler: Words | None = None

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Lookup | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        source = own.word("source", required=True)
        if source and source not in SOURCES:
            own.error("source", f"no source '{source[:40]}'; there are {', '.join(SOURCES)}")
        arguments, into = own.expressions("with"), own.word("into", required=True)
        lookup = cls(place, source, arguments, into, own.words("filler"))
        own.take("timeout")
        own.finish()
        return lookup

    def enter(self, run: Run) -> str | None:
        arguments = {name: expression.evaluate(run.scope) for name, expression in self.arguments.items()}
        arguments["language"] = run.tongue
        run.wait(LookupEffect(cast(Source, self.source), arguments, run.parts(self.filler)))
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        if not isinstance(event, LookupDone):
            return self.exit("failed")
        if event.result == "found":
            run.variables[self.into] = dict(event.value)
        return self.exit(event.result)

    def spoken(self) -> Iterator[Words]:
        if self.filler is not None:
            yield self.filler

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for expression in self.arguments.values():
            yield expression, self.place.mark

    def brings(self) -> Iterator[str]:
        yield self.into
