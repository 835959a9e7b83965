"""The taxpayer number: 16 digits (the identity number, or 0 and the old 15), or the old 15, whose ninth digit is a Luhn
check digit over the first eight."""

from stdnum import luhn

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Problem, Value

OLD = 15
WRONG = Problem(
    "check_digit",
    {
        "id": "NPWP belum cocok. Mohon periksa angkanya.",
        "en": "That taxpayer number does not fit. Please check the digits.",
    },
)


class Npwp(DigitEntry):
    type = "npwp"
    lengths = (OLD, OLD + 1)
    groups = (4, 4, 4, 4)
    wrong_length = Problem(
        "wrong_length", {"id": "NPWP harus 15 atau 16 angka.", "en": "The taxpayer number has 15 or 16 digits."}
    )

    def check(self, digits: str, context: Context) -> Value | Problem:
        """The value always has 16 digits."""
        whole = digits.zfill(OLD + 1)
        if whole[0] == "0" and not luhn.is_valid(whole[1:10]):
            return WRONG
        return Value(whole, self.read_back(whole, context))
