"""A vehicle plate: one or two letters, one to four digits, up to three letters. Spoken letter by letter; stored as "H 1234 AB"."""

import re
from typing import Any

from ivr.locale.letters import LETTER_NAMES
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.spoken_digits import digit_of
from ivr.spoken_forms import spell

SHAPE = re.compile(r"([A-Z]{1,2})([0-9]{1,4})([A-Z]{0,3})")
UNKNOWN = Problem(
    "plate",
    {
        "id": "Nomor polisi belum jelas. Sebutkan huruf dan angkanya satu per satu.",
        "en": "I could not make out the plate. Please say its letters and digits one by one.",
    },
)


class Plate:
    type = "plate"
    numeric = False

    def keys(self, context: Context) -> Keys | None:
        return None

    def instructions(self, context: Context) -> str:
        return ""

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return UNKNOWN

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        marks = [_mark(word, context.language) for word in re.findall(r"\w+", text.lower())]
        return self.parse_typed("".join(marks), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        found = SHAPE.fullmatch(re.sub(r"[\s.\-]", "", text[:40]).upper())
        if found is None:
            return UNKNOWN
        plate = " ".join(filter(None, found.groups()))
        return Value(plate, self.read_back(plate, context))

    def read_back(self, value: Any, context: Context) -> str:
        return spell(str(value))

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()


def _mark(word: str, language: str) -> str:
    """The letter or digit that a word names; other words stay and spoil the shape."""
    for letter, names in LETTER_NAMES[language].items():
        if word in names:
            return letter
    return word if word.isdigit() else digit_of(word, language) or word
