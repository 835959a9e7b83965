"""Several answers: typed one a line or parted by semicolons, said with pauses as one text. `min` and `max` count the entries;
`item` names the type that each must have, text where none is given."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ivr.questions.protocol import Context, Problem, Question, Value
from ivr.questions.text import Text

MOST = 50
BAD_COUNT = Problem("count", {"id": "Jumlah isiannya belum sesuai.", "en": "That is not the right number of entries."})


class ListOf(Text):
    type = "list"

    def __init__(self, question_of: Callable[[str], Question]) -> None:
        self.question_of = question_of

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        entries = [" ".join(entry.split()) for entry in re.split(r"[;\r\n]+", text[:4000]) if entry.strip()]
        least, most = int(context.field.get("min", 1)), int(context.field.get("max", MOST))
        if not least <= len(entries) <= most:
            return BAD_COUNT
        item = str(context.field.get("item", "text"))
        entry_context = replace(context, field={"type": item}, kept="")
        answers = [self.question_of(item).parse_typed(entry, entry_context) for entry in entries]
        wrong = next((answer for answer in answers if isinstance(answer, Problem)), None)
        if wrong is not None:
            return replace(wrong, kept="")
        stored = [answer.value for answer in answers if isinstance(answer, Value)]
        return Value(stored, self.read_back(stored, context))

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        return self.parse_typed(text, context)

    def read_back(self, value: Any, context: Context) -> str:
        if not isinstance(value, (list, tuple)):
            return str(value)
        item = str(context.field.get("item", "text"))
        entry_context = replace(context, field={"type": item})
        return "; ".join(self.question_of(item).read_back(entry, entry_context) for entry in value)
