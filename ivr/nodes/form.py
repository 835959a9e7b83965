"""Ask for what is not known yet, field by field.

    form:
      fields: [{slot: service, type: service, ask: {id: "Layanan apa?", en: "Which service?"}}]

or `form: {service: service}`: every field of the service that the phone can collect. Fields that it cannot collect are noted as owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ivr.ask import Ask
from ivr.expressions import Expression
from ivr.field_ask import FieldAsk
from ivr.field_reading import read_field
from ivr.fields import Field, drop_inapplicable, next_missing, open_fields
from ivr.hearing import open_ask
from ivr.issue import Mark
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Form(ListeningNode):
    KIND: ClassVar[str] = "form"
    EXITS: ClassVar[tuple[str, ...]] = ("next", "not_understood", "silent")
    fields: tuple[Field, ...] = ()
    service: Expression | None = None

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Form | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        service = own.expression("service")
        fields = tuple(field for inner in own.tables("fields") if (field := read_field(inner)) is not None)
        if service is None and not fields:
            own.error("fields", "a form has 'fields', or 'service' for those of a service")
        form = cls(place, fields=fields, service=service, **read_repair(own))
        own.finish()
        return form

    def all_fields(self, run: Run) -> tuple[Field, ...]:
        code = str(self.service.evaluate(run.scope) or "") if self.service is not None else ""
        return (*self.fields, *run.library.fields.get(code, ()))

    def enter(self, run: Run) -> str | None:
        return self.proceed(run)

    def proceed(self, run: Run) -> str | None:
        """The next field that is missing, or the way out."""
        fields = self.all_fields(run)
        drop_inapplicable(run, fields)
        missing = next_missing(run, fields)
        if missing is None:
            return self.exit("next")
        run.state = {"field": missing.slot}
        open_ask(run, self.ask(run))
        return None

    def ask(self, run: Run) -> Ask:
        wanted = run.state.get("field")
        fields = self.all_fields(run)
        field = next(field for field in fields if field.slot == wanted)
        known = tuple(other for other in fields if other.slot in run.slots and other is not field)
        return FieldAsk(field, self.place.listen, self.proceed, known, open_fields(run, fields, field))

    def spoken(self) -> Iterator[Words]:
        for field in self.fields:
            yield from field.ask
        yield from super().spoken()

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.service is not None:
            yield self.service, self.place.mark
        for field in self.fields:
            if field.when is not None:
                yield field.when, self.place.mark

    def brings(self) -> Iterator[str]:
        yield from (field.slot for field in self.fields)
