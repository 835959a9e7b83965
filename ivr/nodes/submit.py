"""File what was collected: an application for a service, or a complaint.

    submit: {service: service, into: case}
    done: survey
    failed: to_agent

`full`: the time of an appointment has just been taken by somebody else.

Says the reference twice and texts it to a mobile caller, unless `speak` or `text` is false; says what must still be shown, and where. A
complaint is `submit: {kind: complaint, slots: [uraian, lokasi]}`; without `slots` an application takes the service's fields, a complaint those of the flow's forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from ivr.effects import SendMessage, SubmitCase
from ivr.events import CaseSubmitted, Event
from ivr.expressions import Expression
from ivr.fields import take_appointment
from ivr.filters import named
from ivr.issue import Mark
from ivr.locale.phrases import phrase
from ivr.nodes.node import Node, Place
from ivr.nodes.read_back import READ_BACK
from ivr.questions import question_of
from ivr.table_reader import TableReader

if TYPE_CHECKING:
    from ivr.run import Run

Kind = Literal["application", "complaint"]
KINDS: tuple[str, ...] = ("application", "complaint")


@dataclass(frozen=True)
class Submit(Node):
    KIND: ClassVar[str] = "submit"
    PAUSE: ClassVar[Literal["none", "house", "caller"]] = "house"
    EXITS: ClassVar[tuple[str, ...]] = ("done", "already_filed", "full", "failed")
    REQUIRED: ClassVar[tuple[str, ...]] = ("done", "failed")
    service: Expression | None = None
    kind: str = "application"
    slots: tuple[str, ...] = ()
    into: str = "case"
    speak: bool = True
    text: bool = True

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Submit | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        service = own.expression("service")
        kind = own.one_of("kind", KINDS, "kind") or ("application" if service is not None else "complaint")
        if kind == "application" and service is None:
            own.error("service", "an application names its 'service'")
        slots, into = own.words_list("slots"), own.word("into") or "case"
        node = cls(place, service, kind, slots, into, own.flag("speak", True), own.flag("text", True))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        code = self._code(run)
        if self.kind == "application" and code not in run.library.services:
            run.slip(f"there is no service '{code}' to apply for")
            return self.exit("failed")
        take_appointment(run, run.library.fields.get(code, ()))
        slots, kind = self._collected(run, code), cast(Kind, self.kind)
        run.wait(SubmitCase(code or None, kind, slots, self.speak, run.verified, _confirmed(run, slots)))
        return None

    def _code(self, run: Run) -> str:
        return str(self.service.evaluate(run.scope) or "") if self.service is not None else ""

    def _collected(self, run: Run, code: str) -> dict[str, Any]:
        fields = run.library.fields.get(code, ()) if self.kind == "application" else tuple(run.graph.fields.values())
        names = self.slots or tuple(field.slot for field in fields)
        return {name: run.slots[name] for name in names if run.slots.get(name) is not None}

    def resume(self, run: Run, event: Event) -> str | None:
        if not isinstance(event, CaseSubmitted):
            return self.exit(str(run.state.get("result", "failed")))
        if event.result in ("full", "failed"):
            return self.exit(event.result)
        run.variables[self.into] = {**event.value, "reference": event.reference}
        if self.speak:
            self._tell(run, event)
        number = self._number(run) if self.text and event.result == "done" else ""
        if not number:
            return self.exit(event.result)
        run.state["result"] = event.result
        if self.speak:
            run.speak(run.phrase("texted"))
        text = phrase("sms_reference", run.tongue, reference=_written(event.reference))
        page = event.value.get("status_page")
        run.wait(SendMessage(f"{text} {page}" if page else text, number))
        return None

    def _number(self, run: Run) -> str:
        caller = run.variables.get("caller", {})
        return str(caller.get("number") or "") if caller.get("mobile") else ""

    def _tell(self, run: Run, event: CaseSubmitted) -> None:
        if event.result == "already_filed":
            run.speak(run.phrase("already_filed"))
        spoken = question_of("case_reference").read_back(event.reference, run.context())
        service = run.library.services.get(self._code(run), {})
        name = "complaint_reference" if "complaint" in (self.kind, service.get("kind")) else "reference"
        run.speak(run.phrase(name, reference=spoken))
        if event.value.get("appointment"):
            run.speak(run.phrase("appointment", when=str(event.value["appointment"])))
        things = _owed_labels(run, self._code(run))
        if things:
            where = named(service.get("where", ""), run.tongue)
            run.speak(run.phrase("show_later", things="; ".join(things), where=where))

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.service is not None:
            yield self.service, self.place.mark

    def brings(self) -> Iterator[str]:
        yield self.into


def _confirmed(run: Run, slots: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was read back of this very filing; it is used once."""
    kept = run.variables.pop(READ_BACK, None)
    return kept if kept is not None and set(kept["fields"]) <= set(slots) else None


def _owed_labels(run: Run, code: str) -> list[str]:
    return [field.label(run.tongue) for field in run.library.fields.get(code, ()) if field.slot in run.owed]


def _written(reference: str) -> str:
    """As people read it, in groups: 26-0042-7."""
    return (
        f"{reference[:2]}-{reference[2:-1]}-{reference[-1]}"
        if reference.isdigit() and len(reference) > 3
        else reference
    )
