"""One thing that a service's transaction needs to know, the same for phone, web, kiosk and counter.

- name: alasan
  type: choice
  required: true
  label: {id: Alasan, en: Reason}
  ask: {id: Apa alasannya?, en: What is the reason?}
  options:
    - {value: hilang, label: {id: hilang, en: lost}, says: {id: [ilang], en: [stolen]}}
"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import Field as Key
from pydantic import model_validator

from ivr.questions.day_limit import SHAPE, is_day_limit
from knowledge_base.definition.kind import Kind
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Sentences, Text, Words

FieldType = Literal[
    "nik", "nkk", "npwp", "nib", "nop", "plate", "bpjs", "phone", "money", "date", "time", "text", "choice", "yes_no",
    "integer", "number", "email", "region", "place", "list", "file", "digits", "name",
]  # fmt: skip
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
Channel = Literal["phone", "web", "kiosk", "counter"]
Bound = int | float | Words


class Option(Strict):
    """`kind`: what a filing with this answer opens, where that is not what the service says."""

    value: Identifier
    label: Text
    says: Sentences | None = None
    kind: Kind | None = None


class Field(Strict):
    """`min` and `max`: of a number its value, of a text its characters, of a list its items, of a date a limit such as
    `today+30d`. `appointment`: a day on which the citizen is seen, at the location that the field of this name holds; a
    time of that day is booked. `phone`: ask by voice, leave to an agent, or let the citizen show it later; what need not be
    known is left to an agent unless it says `ask`."""

    name: Identifier
    type: FieldType
    required: bool = False
    required_if: Words | None = None
    label: Text
    ask: Text
    kept: Literal["plain", "personal", "secret"] = Key("plain", alias="class")
    channels: list[Channel] | None = None
    options: list[Option] | None = None
    item: FieldType | None = None
    min: Bound | None = None
    max: Bound | None = None
    appointment: Identifier | None = None
    phone: Literal["ask", "agent", "later"] = "ask"
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _asked_where_needed(cls, written: Any) -> Any:
        if not isinstance(written, Mapping) or "phone" in written:
            return written
        needed = written.get("required") or written.get("required_if")
        return {**written, "phone": "ask" if needed else "agent"}

    @model_validator(mode="after")
    def _parts_fit_the_type(self) -> "Field":
        if (self.type == "choice") != bool(self.options):
            raise ValueError("`options` belong to the type choice, and a choice needs them")
        if (self.type == "list") != bool(self.item):
            raise ValueError("`item` belongs to the type list, and a list needs it")
        if self.appointment and self.type != "date":
            raise ValueError("`appointment` belongs to the type date")
        values = [option.value for option in self.options or ()]
        if len(values) != len(set(values)):
            raise ValueError("two options have the same value")
        if self.type == "date" and not all(bound is None or is_day_limit(bound) for bound in (self.min, self.max)):
            raise ValueError(f"`min` and `max` of a date are {SHAPE}")
        return self
