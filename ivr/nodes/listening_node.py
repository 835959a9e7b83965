"""A node that asks the caller something: what menus, forms and their like share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ivr.ask import Ask
from ivr.events import Event
from ivr.hearing import hear, open_ask
from ivr.nodes.node import Node
from ivr.table_reader import TableReader
from ivr.words import NO_PROMPT, Prompt, Words

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class ListeningNode(Node):
    no_input: Prompt = NO_PROMPT
    no_match: Prompt = NO_PROMPT

    def ask(self, run: Run) -> Ask:
        """What is being asked now, by the node's state."""
        raise NotImplementedError

    def enter(self, run: Run) -> str | None:
        open_ask(run, self.ask(run))
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        return hear(run, self, self.ask(run), event)

    def gave_up(self, how: Literal["silent", "not_understood"]) -> str:
        """Where it leads after the last attempt; a type without that exit is left as by silence."""
        return self.exit(how if how in self.place.exits else self.SILENCE)

    def spoken(self) -> Iterator[Words]:
        yield from self.no_input
        yield from self.no_match


def read_repair(reader: TableReader) -> dict[str, Any]:
    """The node's own words for silence and misunderstanding."""
    return {"no_input": reader.prompt("no_input"), "no_match": reader.prompt("no_match")}
