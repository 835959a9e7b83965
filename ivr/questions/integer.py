"""A whole number from the field's `min` (0) to `max`, by keys, in words or typed."""

import re
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.spoken_forms import say_number
from ivr.spoken_numbers import LIMIT, number_heard

UNKNOWN = Problem("number", {"id": "Angka itu belum jelas.", "en": "I could not make out that number."})
INSTRUCTIONS = {"id": "Akhiri dengan tanda pagar.", "en": "End with the hash key."}


class Integer:
    type = "integer"
    numeric = True

    def keys(self, context: Context) -> Keys:
        return Keys(0, "#")

    def instructions(self, context: Context) -> str:
        return INSTRUCTIONS[context.language]

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return self._bounded(int(digits), context) if re.fullmatch(r"[0-9]{1,15}", digits) else UNKNOWN

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        number = number_heard(text, context.language)
        return UNKNOWN if number is None else self._bounded(number, context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        typed = text.strip()[:60]
        return (
            self._bounded(int(typed), context)
            if re.fullmatch(r"-?[0-9]{1,15}", typed)
            else self.parse_speech(typed, context)
        )

    def read_back(self, value: Any, context: Context) -> str:
        return say_number(int(value), context.language)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()

    def _bounded(self, number: int, context: Context) -> Value | Problem:
        least, most = int(context.field.get("min", 0)), int(context.field.get("max", LIMIT))
        if not least <= number <= most:
            return out_of_range(least, most)
        return Value(number, self.read_back(number, context))


def out_of_range(least: float, most: float) -> Problem:
    return Problem(
        "out_of_range",
        {"id": f"Angkanya harus antara {least} dan {most}.", "en": f"The number must be between {least} and {most}."},
    )
