"""Say back what was collected, and let the caller mend it.

    read_back: {service: service}          # or slots: [uraian, lokasi]
    confirmed: file
    given_up: to_agent

"No" asks which item, by its number or by saying it ("bukan, alasannya rusak"); that field is asked again, and what has become
necessary or pointless with it is asked or forgotten. Of secret fields only the end is said; a recording is played.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.ask import Ask
from ivr.effects import Parts
from ivr.expressions import Expression
from ivr.field_ask import FieldAsk, spoken_value
from ivr.fields import Field, drop_inapplicable, next_missing, take_appointment
from ivr.hearing import open_ask
from ivr.issue import Mark
from ivr.item_ask import CheckAsk, WhichAsk
from ivr.limits import MAX_CORRECTIONS
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.table_reader import TableReader
from ivr.words import NO_PROMPT

if TYPE_CHECKING:
    from ivr.run import Run


READ_BACK = "_read_back_"


@dataclass(frozen=True)
class ReadBack(ListeningNode):
    KIND: ClassVar[str] = "read_back"
    EXITS: ClassVar[tuple[str, ...]] = ("confirmed", "given_up", "not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ("confirmed", "given_up")
    service: Expression | None = None
    slots: tuple[str, ...] = ()

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> ReadBack | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        service, slots = own.expression("service"), own.words_list("slots")
        if service is None and not slots:
            own.error("service", "what is read back? 'service', or 'slots': a list")
        node = cls(place, service=service, slots=slots, **read_repair(own))
        own.finish()
        return node

    def fields(self, run: Run) -> tuple[Field, ...]:
        """Those that may be asked here, known or not."""
        code = str(self.service.evaluate(run.scope) or "") if self.service is not None else ""
        own = (run.graph.fields.get(slot) or Field(slot, {"type": "text"}, NO_PROMPT) for slot in self.slots)
        return (*run.library.fields.get(code, ()), *own)

    def items(self, run: Run) -> tuple[Field, ...]:
        """Those that have an answer, in order; what was passed over is not read out."""
        return tuple(field for field in self.fields(run) if run.slots.get(field.slot) is not None)

    def enter(self, run: Run) -> str | None:
        take_appointment(run, self.fields(run))
        if not self.items(run):
            return self.exit("confirmed")
        return super().enter(run)

    def ask(self, run: Run) -> Ask:
        wanted = run.state.get("field")
        field = next((field for field in self.fields(run) if field.slot == wanted), None)
        if field is not None:
            return FieldAsk(field, self.place.listen, self.mended)
        if run.state.get("which"):
            return WhichAsk(self.items(run), self.place.listen, self.amend)
        return CheckAsk(self._read_out(run), self.items(run), self.place.listen, self.decide, self.amend)

    def _read_out(self, run: Run) -> Parts:
        parts = run.phrase("check_items")
        for number, field in enumerate(self.items(run), 1):
            parts += run.plain(f"{number}: {field.label(run.tongue)}:") + spoken_value(
                run, field, run.slots[field.slot]
            )
        return parts

    def _keep(self, run: Run) -> None:
        """What the caller said yes to: the words that were spoken, of secret fields only the end, or the recording played."""
        said = [part.recording or part.text for part in self._read_out(run)]
        fields = [field.slot for field in self.items(run)]
        kept = {"node": self.place.name, "revision": run.session.revision, "language": run.tongue}
        run.variables[READ_BACK] = {**kept, "fields": fields, "said": said, "at": run.now.isoformat()}

    def decide(self, run: Run, correct: bool) -> str | None:
        if correct:
            self._keep(run)
            return self.exit("confirmed")
        items = self.items(run)
        if len(items) == 1:
            return self.amend(run, items[0].slot, None)
        run.state["which"] = True
        open_ask(run, self.ask(run))
        return None

    def amend(self, run: Run, slot: str, value: Any) -> str | None:
        """Takes the new value, or asks the field again; a caller who goes on correcting gets a person."""
        corrections = int(run.state.get("corrections", 0)) + 1
        if corrections > MAX_CORRECTIONS:
            return self.exit("given_up")
        run.state = {"corrections": corrections}
        if value is not None:
            run.slots[slot] = value
            return self.mended(run)
        run.slots.pop(slot, None)
        run.state["field"] = slot
        open_ask(run, self.ask(run))
        return None

    def mended(self, run: Run) -> str | None:
        """Once a field has its value: on to what is now missing, else read out again."""
        run.state.pop("field", None)
        drop_inapplicable(run, self.fields(run))
        missing = next_missing(run, [field for field in self.fields(run) if field.ask.steps])
        if missing is not None:
            run.state["field"] = missing.slot
        open_ask(run, self.ask(run))
        return None

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.service is not None:
            yield self.service, self.place.mark
