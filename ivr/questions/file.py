"""A document or photograph: its name where it was handed in. A telephone cannot take it; it is shown later."""

from ivr.questions.protocol import Context, Problem, Value
from ivr.questions.text import Text

NOT_BY_PHONE = Problem(
    "shown_later",
    {
        "id": "Berkas ini ditunjukkan nanti, tidak lewat telepon.",
        "en": "This document is shown later, not by telephone.",
    },
)


class File(Text):
    type = "file"

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return NOT_BY_PHONE

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        return NOT_BY_PHONE
