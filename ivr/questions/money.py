"""An amount in whole currency units: keyed, said ("dua juta lima ratus ribu") or typed ("Rp1.250.000")."""

import re
from typing import Any

from ivr.questions.integer import UNKNOWN, Integer
from ivr.questions.protocol import Context, Problem, Value
from ivr.spoken_forms import say_money
from ivr.spoken_numbers import number_heard

UNIT = re.compile(r"\b(rp|idr|rupiah)\.?\s*(?=\d|$)|\brupiah\b", re.IGNORECASE)
MONEY_SHAPE = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+|[0-9]{1,15}")
DECIMALS = re.compile(r"[.,](00|-)$")


class Money(Integer):
    type = "money"

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        number = number_heard(UNIT.sub(" ", text), context.language)
        return UNKNOWN if number is None else self._bounded(number, context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        typed = DECIMALS.sub("", UNIT.sub("", text[:60]).strip())
        if MONEY_SHAPE.fullmatch(typed):
            return self._bounded(int(re.sub(r"[.,]", "", typed)), context)
        return self.parse_speech(text, context)

    def read_back(self, value: Any, context: Context) -> str:
        return say_money(int(value), context.language)
