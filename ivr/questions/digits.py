"""Digits of any kind: a house number, a postal code. The field's `min` and `max` bound how many, 1 to 30 by default."""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Keys

MOST = 30


class Digits(DigitEntry):
    type = "digits"

    def allowed(self, context: Context) -> tuple[int, ...]:
        least, most = int(context.field.get("min", 1)), int(context.field.get("max", MOST))
        return tuple(range(max(least, 1), min(most, MOST) + 1))

    def keys(self, context: Context) -> Keys:
        return Keys(self.allowed(context)[-1], "#")
