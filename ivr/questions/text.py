"""Free words. `min` and `max` of the field bound the number of characters; keys cannot answer."""

import unicodedata
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value

LONGEST = 4000
NO_KEYS = Problem("speak", {"id": "Mohon ucapkan jawaban Anda.", "en": "Please say your answer."})


class Text:
    type = "text"
    numeric = False

    def keys(self, context: Context) -> Keys | None:
        return None

    def instructions(self, context: Context) -> str:
        return ""

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return NO_KEYS

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        return self.parse_typed(text, context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        """Control characters become blanks and blanks in a row become one."""
        printable = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in text[: LONGEST + 1])
        words = " ".join(printable.split())
        least, most = int(context.field.get("min", 1)), min(int(context.field.get("max", LONGEST)), LONGEST)
        if len(words) < least:
            return _too("short", least)
        return Value(words, words) if len(words) <= most else _too("long", most)

    def read_back(self, value: Any, context: Context) -> str:
        return str(value)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()


def _too(which: str, limit: int) -> Problem:
    if which == "short":
        texts = {
            "id": f"Jawabannya terlalu singkat, paling sedikit {limit} huruf.",
            "en": f"That is too short; at least {limit} characters.",
        }
    else:
        texts = {
            "id": f"Jawabannya terlalu panjang, paling banyak {limit} huruf.",
            "en": f"That is too long; at most {limit} characters.",
        }
    return Problem(f"too_{which}", texts)
