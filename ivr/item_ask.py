"""The two questions of reading back: is it all correct, and which item is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.corrections import item_named, value_in
from ivr.effects import Collect, Effect, Parts
from ivr.fields import Field
from ivr.listen import Listen
from ivr.questions.yes_no import heard_yes_or_no
from ivr.spoken_digits import digits_heard

if TYPE_CHECKING:
    from ivr.run import Run

KEYS = {"1": True, "2": False}
SURE_UNRATED = 0.9

Decide = Callable[["Run", bool], "str | None"]
Amend = Callable[["Run", str, Any], "str | None"]
"""Takes the slot that is wrong and its new value, None where that is still to be asked."""


@dataclass(frozen=True)
class CheckAsk(Ask):
    """Is all of it correct? A "no" may name the item at once, with its new value."""

    read_out: Parts
    items: tuple[Field, ...]
    listen: Listen
    decide: Decide
    amend: Amend

    def prompt(self, run: Run, attempt: int) -> Parts:
        return (self.read_out if attempt == 0 else ()) + run.phrase("all_correct")

    def collect(self, run: Run, parts: Parts) -> Effect:
        return Collect(parts, True, self.listen.speech, 1, self.listen.timeout_s, "", run.tongue)

    def owns(self, key: str) -> bool:
        return key in KEYS

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        return Answered({"correct": KEYS[digits]}) if digits in KEYS else Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        score = SURE_UNRATED if confidence is None else confidence
        field = item_named(run, self.items, text)
        if field is not None:
            value = value_in(run, field, text)
            return Answered({"correct": False, "slot": field.slot, "value": value.value if value else None}, score)
        answer = heard_yes_or_no(text, run.tongue)
        return Misunderstood() if answer is None else Answered({"correct": answer}, score)

    def accept(self, run: Run, payload: Any) -> str | None:
        slot = payload.get("slot")
        if slot is None:
            return self.decide(run, bool(payload["correct"]))
        return self.amend(run, str(slot), payload.get("value"))


@dataclass(frozen=True)
class WhichAsk(Ask):
    items: tuple[Field, ...]
    listen: Listen
    amend: Amend

    def prompt(self, run: Run, attempt: int) -> Parts:
        return run.phrase("which_item")

    def collect(self, run: Run, parts: Parts) -> Effect:
        most, finish_on = (1, "") if len(self.items) <= 9 else (2, "#")
        hints = tuple(field.label(run.tongue) for field in self.items)
        return Collect(parts, True, self.listen.speech, most, self.listen.timeout_s, finish_on, run.tongue, hints)

    def owns(self, key: str) -> bool:
        return False

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        number = int(digits) if digits.isascii() and digits.isdigit() else 0
        return Answered(self.items[number - 1].slot) if 1 <= number <= len(self.items) else Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        field = item_named(run, self.items, text)
        if field is not None:
            return Answered(field.slot)
        key = digits_heard(text, run.tongue)
        return self.digits(run, key, "") if key else Misunderstood()

    def accept(self, run: Run, payload: Any) -> str | None:
        return self.amend(run, str(payload), None)
