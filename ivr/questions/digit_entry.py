"""What all answers of digits share: keyed, spoken digit by digit, typed with any marks between."""

import re
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.spoken_digits import digits_heard
from ivr.spoken_forms import say_digits, say_number

MAX_TYPED = 200  # characters; no number here is longer
KEY_IN = {"id": "Tekan {count} angkanya.", "en": "Please key in its {count} digits."}
END_WITH_HASH = {"id": "Akhiri dengan tanda pagar.", "en": "End with the hash key."}


class DigitEntry:
    """An answer of one of `lengths` digits. `groups` are the sizes in which it is read back."""

    type = "digits"
    numeric = True
    lengths: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    wrong_length = Problem(
        "wrong_length", {"id": "Jumlah angkanya belum pas.", "en": "That is not the right number of digits."}
    )

    def keys(self, context: Context) -> Keys:
        lengths = self.allowed(context)
        return Keys(lengths[0], "#") if len(lengths) == 1 else Keys(0, "#")

    def instructions(self, context: Context) -> str:
        lengths = self.allowed(context)
        if context.kept:
            return ""
        if len(lengths) == 1:
            return KEY_IN[context.language].format(count=say_number(lengths[0], context.language))
        return END_WITH_HASH[context.language]

    def allowed(self, context: Context) -> tuple[int, ...]:
        """The allowed numbers of digits; () for any."""
        return self.lengths

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return self.parse_digits(digits, context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        return self.parse_digits(digits_heard(text, context.language) or "", context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        return self.parse_digits(re.sub(r"[\s.\-/]", "", text[:MAX_TYPED]), context)

    def parse_digits(self, digits: str, context: Context) -> Value | Problem:
        lengths = self.allowed(context)
        if not (digits.isascii() and digits.isdigit()) or (lengths and len(digits) not in lengths):
            return self.wrong_length
        return self.check(digits, context)

    def check(self, digits: str, context: Context) -> Value | Problem:
        """What the digits must fulfil besides their number."""
        return Value(digits, self.read_back(digits, context))

    def read_back(self, value: Any, context: Context) -> str:
        return say_digits(str(value), context.language, self.groups)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()
