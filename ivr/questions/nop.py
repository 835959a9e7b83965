"""The property tax object number: province 2, regency 2, district 3, village 3, block 3, object 4, mark 1."""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Problem, Value
from ivr.questions.region_codes import names

WRONG = Problem(
    "nop_region",
    {
        "id": "Dua angka pertama belum dikenal. Mohon periksa NOP di SPPT Anda.",
        "en": "I do not know the first two digits. Please check the number on your tax bill.",
    },
)


class Nop(DigitEntry):
    type = "nop"
    lengths = (18,)
    groups = (2, 2, 3, 3, 3, 4, 1)
    wrong_length = Problem("wrong_length", {"id": "NOP harus 18 angka.", "en": "The property number has 18 digits."})

    def check(self, digits: str, context: Context) -> Value | Problem:
        return Value(digits, self.read_back(digits, context)) if digits[:2] in names() else WRONG
