"""A field of a service or form as the phone asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ivr.expression_tokens import ExpressionError
from ivr.expressions import Expression, compile_expression
from ivr.issue import Mark
from ivr.prompt_template import PromptTemplate
from ivr.words import Prompt, Words

if TYPE_CHECKING:
    from ivr.run import Run

PHONE = "phone"
APPOINTMENT = "appointment_time"
"""The slot in which a flow leaves the time that was chosen for a service's appointment: 2026-11-27T08:00."""
SHOWN_LATER = frozenset({"file", "list", "place"})
"""Types that nobody can give by telephone."""


@dataclass(frozen=True)
class Field:
    """`plain` is the field as its service has it. `how`: ask it, note it as owed, or pass it over in silence. `when` must hold for it
    to apply."""

    slot: str
    plain: Mapping[str, Any]
    ask: Prompt
    how: Literal["ask", "later", "pass"] = "ask"
    when: Expression | None = None
    optional: bool = False

    @property
    def type(self) -> str:
        return str(self.plain.get("type", "text"))

    @property
    def recorded(self) -> bool:
        """True where the caller's own voice is the answer."""
        return self.type == "text" or (self.type == "name" and not self.plain.get("spell"))

    @property
    def secret(self) -> bool:
        return self.plain.get("class") == "secret"

    def label(self, language: str) -> str:
        return str(self.plain.get("label", {}).get(language) or self.slot.replace("_", " "))

    def applies(self, run: Run) -> bool:
        return self.when is None or self.when.holds(run.scope)


def next_missing(run: Run, fields: Sequence[Field]) -> Field | None:
    """The first field that is to be asked and not known; fields to be shown later are noted as owed on the way."""
    owed = [
        field.slot for field in fields if field.how == "later" and field.slot not in run.slots and field.applies(run)
    ]
    run.owed = tuple(dict.fromkeys((*run.owed, *owed)))
    return next(
        (field for field in fields if field.how == "ask" and field.slot not in run.slots and field.applies(run)), None
    )


def open_fields(run: Run, fields: Sequence[Field], asked: Field) -> tuple[Field, ...]:
    """Those that may still be asked after `asked`, also where that answer decides it: drop_inapplicable follows."""
    return tuple(
        field
        for field in fields
        if field is not asked
        and field.how == "ask"
        and field.slot not in run.slots
        and (field.applies(run) or "required_if" in field.plain)
    )


def take_appointment(run: Run, fields: Iterable[Field]) -> None:
    """A time that was chosen becomes the answer of the field that is an appointment."""
    chosen = run.slots.pop(APPOINTMENT, None)
    field = next((field for field in fields if field.plain.get("appointment")), None)
    if chosen and field is not None:
        run.slots[field.slot] = chosen


def drop_inapplicable(run: Run, fields: Iterable[Field]) -> None:
    """Forgets answers that a service asks for only under a condition, once a correction has made that untrue."""
    for field in fields:
        if "required_if" in field.plain and field.slot in run.slots and not field.applies(run):
            del run.slots[field.slot]


def service_fields(service: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of a service in its order; an unreadable condition is taken as not holding, the catalogue reports it."""
    code = str(service.get("code", ""))
    return tuple(_field(code, plain) for plain in service.get("fields", ()) if isinstance(plain, Mapping))


def _field(code: str, plain: Mapping[str, Any]) -> Field:
    name = str(plain.get("name", ""))
    ask = Prompt((fixed_words(f"service.{code}.{name}.ask", plain.get("ask") or plain.get("label") or {}),))
    return Field(name, plain, ask, _how(plain), _condition(plain), optional=not _needed(plain))


def _needed(plain: Mapping[str, Any]) -> bool:
    return bool(plain.get("required") or plain.get("required_if"))


def _how(plain: Mapping[str, Any]) -> Literal["ask", "later", "pass"]:
    """What need not be known is asked only where the definition says so."""
    channels = plain.get("channels")
    if plain.get(PHONE, "ask") != "ask" or plain.get("type") in SHOWN_LATER or (channels and PHONE not in channels):
        return "later" if _needed(plain) else "pass"
    return "ask" if _needed(plain) or plain.get(PHONE) == "ask" else "pass"


def _condition(plain: Mapping[str, Any]) -> Expression | None:
    written = plain.get("required_if")
    if not written:
        return None
    try:
        return compile_expression(str(written))
    except ExpressionError:
        return Expression(str(written), lambda scope: False, frozenset())


def fixed_words(key: str, texts: Mapping[str, Any]) -> Words:
    """Words from a catalogue: nothing in them is an expression."""
    return Words(
        key, {str(language): PromptTemplate(str(text), str(text), ()) for language, text in texts.items()}, Mark("")
    )
