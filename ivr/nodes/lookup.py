"""Fetch something that the flow wants to tell: from a room of the house, or from an HTTP connector by its name.

lookup: {source: service_card, with: {service: service}, into: card, filler: {id: "Mohon tunggu.", en: "One moment."}}
found: tell
not_found: to_agent
failed: to_agent
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ivr.connectors.connector import LANGUAGE
from ivr.effects import Lookup as LookupEffect
from ivr.events import Event, LookupDone
from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.listen import NOWHERE
from ivr.nodes.node import Node, Place
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

SOURCES: Mapping[str, tuple[str, ...]] = {
    "service_card": ("service",),
    "case_status": ("reference",),
    "knowledge": ("text",),
    "caller_history": (),
    "free_slots": ("service", "later_than"),
    "directory": ("text",),
    "knowledge_doubt": ("service", "reason"),
}
"""What the house itself answers, with the arguments each needs. Any other source is a connector."""
OPTIONAL: Mapping[str, tuple[str, ...]] = {"service_card": ("after",)}
"""Arguments that a source of the house understands and does without."""
TIMEOUT_S = 8
MAX_TIMEOUT_S = 30


@dataclass(frozen=True)
class Lookup(Node):
    KIND: ClassVar[str] = "lookup"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "house"
    EXITS: ClassVar[tuple[str, ...]] = ("found", "not_found", "failed")
    REQUIRED: ClassVar[tuple[str, ...]] = ("found", "not_found", "failed")
    source: str = ""
    arguments: Mapping[str, Expression] = field(default_factory=dict)
    into: str = ""
    filler: Words | None = None
    timeout_s: int = TIMEOUT_S
    source_mark: Mark = NOWHERE

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Lookup | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        source, into = own.word("source", required=True), own.word("into", required=True)
        timeout_s = own.seconds("timeout", TIMEOUT_S, MAX_TIMEOUT_S)
        lookup = cls(
            place, source, own.expressions("with"), into, own.words("filler"), timeout_s, own.mark_of("source")
        )
        own.finish()
        return lookup

    @property
    def from_connector(self) -> bool:
        return self.source not in SOURCES

    def enter(self, run: Run) -> str | None:
        arguments = {name: _plain(expression.evaluate(run.scope)) for name, expression in self.arguments.items()}
        missing = [name for name, value in arguments.items() if value is None or value == ""]
        if missing and self.from_connector:
            run.slip(f"'{missing[0]}' has no value for {self.source}")
            return self.exit("failed")
        arguments[LANGUAGE] = run.tongue
        parts = run.parts(self.filler) or run.phrase("one_moment")
        if self.from_connector:
            run.flush()
            run.note_said(parts)
        run.wait(LookupEffect(self.source, arguments, parts, self.timeout_s))
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


def _plain(value: Any) -> Any:
    """A session is JSON: a moment becomes ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else value
