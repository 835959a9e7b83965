"""A number that may have decimals: typed or said with a comma or a point; `*` is the decimal mark on a keypad."""

import re
from typing import Any

from ivr.questions.integer import UNKNOWN, out_of_range
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.spoken_forms import say_number
from ivr.spoken_numbers import LIMIT, number_heard

INSTRUCTIONS = {
    "id": "Untuk koma, tekan bintang. Akhiri dengan tanda pagar.",
    "en": "Press star for the decimal point. End with the hash key.",
}
MARK = {"id": r"\bkoma\b", "en": r"\bpoint\b"}


class Number:
    type = "number"
    numeric = True

    def keys(self, context: Context) -> Keys:
        return Keys(0, "#")

    def instructions(self, context: Context) -> str:
        return INSTRUCTIONS[context.language]

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return self._number(digits.replace("*", "."), context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        parts = re.split(MARK[context.language], text.lower(), maxsplit=1)
        spoken = [number_heard(part, context.language) for part in parts]
        if None in spoken:
            return self.parse_typed(text, context) if re.search(r"\d", text) else UNKNOWN
        return self._number(".".join(str(part) for part in spoken), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        return self._number(text.strip().replace(",", "."), context)

    def read_back(self, value: Any, context: Context) -> str:
        return say_number(value, context.language)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()

    def _number(self, written: str, context: Context) -> Value | Problem:
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", written):
            return UNKNOWN
        number = float(written) if "." in written else int(written)
        least, most = float(context.field.get("min", 0)), float(context.field.get("max", LIMIT))
        return Value(number, self.read_back(number, context)) if least <= number <= most else out_of_range(least, most)
