"""A clock time, stored as HH:MM. Keyed as HHMM; spoken ("jam dua siang", "setengah tiga", "half past two"); typed 14.05 or 14:05."""

import re
from datetime import time
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.questions.spoken_clock import clock_heard
from ivr.spoken_forms import say_time

UNKNOWN = Problem("time", {"id": "Jam itu belum cocok.", "en": "That is not a time I can use."})
INSTRUCTIONS = {
    "id": "Ucapkan, atau masukkan empat angka: dua jam, dua menit.",
    "en": "Say it, or enter four digits: two for the hour, two for the minutes.",
}


class Time:
    type = "time"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(4, "#")

    def instructions(self, context: Context) -> str:
        return INSTRUCTIONS[context.language]

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return self._value(f"{digits[:2]}:{digits[2:]}" if len(digits) == 4 else "", context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        heard = clock_heard(text, context.language)
        return UNKNOWN if heard is None else self._value(heard.strftime("%H:%M"), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        written = re.fullmatch(r"\s*([0-9]{1,2})[.:]([0-9]{2})\s*", text[:60])
        if written:
            return self._value(f"{int(written[1]):02d}:{written[2]}", context)
        return self.parse_speech(text, context)

    def read_back(self, value: Any, context: Context) -> str:
        return say_time(time.fromisoformat(str(value)), context.language)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()

    def _value(self, written: str, context: Context) -> Value | Problem:
        try:
            clock = time.fromisoformat(written)
        except ValueError:
            return UNKNOWN
        return Value(written, say_time(clock, context.language))
