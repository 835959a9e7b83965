"""Send a text message to the caller; the number is asked for when they call from none that can receive one.

message: {template: card}                  # words in flows/messages.yaml; or text: {id: ..., en: ...}
sent: goodbye
failed: goodbye
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.ask import Ask
from ivr.effects import SendMessage
from ivr.events import Event, MessageSent
from ivr.expressions import Expression
from ivr.field_ask import FieldAsk
from ivr.fields import Field
from ivr.issue import Mark
from ivr.locale.phrases import CATALOGUE
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.phrase_words import phrase_words
from ivr.table_reader import TableReader
from ivr.words import Prompt, Words

if TYPE_CHECKING:
    from ivr.run import Run

NUMBER = "message_number"
NUMBER_FIELD = Field(
    NUMBER,
    {
        "name": NUMBER,
        "type": "phone",
        "class": "personal",
        "label": {language: phrases["number"] for language, phrases in CATALOGUE.items()},
    },
    Prompt((phrase_words("ask_number"),)),
)


@dataclass(frozen=True)
class Message(ListeningNode):
    KIND: ClassVar[str] = "message"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "house"
    EXITS: ClassVar[tuple[str, ...]] = ("sent", "failed", "not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ("sent",)
    text: Words | None = None
    template: str = ""
    to: Expression | None = None
    given: Mapping[str, Expression] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Message | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        text, template = own.words("text"), own.word("template")
        if (text is None) == (not template):
            own.error("text", "a message has either 'text' or 'template'")
        to, given = own.expression("to"), own.expressions("with")
        node = cls(place, text=text, template=template, to=to, given=given, **read_repair(own))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        run.slots.update({name: expression.evaluate(run.scope) for name, expression in self.given.items()})
        number = self._number(run)
        if not number:
            return super().enter(run)
        words = run.library.messages.get(self.template) if self.template else self.text
        run.scope.language = run.tongue
        text = words.text(run.tongue, run.scope) if words is not None else ""
        if not text:
            run.slip("the message says nothing")
            return self.exit("failed")
        run.wait(SendMessage(text, number))
        return None

    def _number(self, run: Run) -> str:
        if self.to is not None:
            return str(self.to.evaluate(run.scope) or "")
        caller = run.variables.get("caller", {})
        return str(run.slots.get(NUMBER) or (caller.get("number") if caller.get("mobile") else "") or "")

    def ask(self, run: Run) -> Ask:
        return FieldAsk(NUMBER_FIELD, self.place.listen, self.enter)

    def resume(self, run: Run, event: Event) -> str | None:
        if isinstance(event, MessageSent):
            return self.exit("sent" if event.ok else "failed")
        return super().resume(run, event)

    def spoken(self) -> Iterator[Words]:
        if self.text is not None:
            yield self.text
        yield from super().spoken()

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for expression in (*self.given.values(), *((self.to,) if self.to is not None else ())):
            yield expression, self.place.mark

    def brings(self) -> Iterator[str]:
        yield NUMBER
        yield from self.given
