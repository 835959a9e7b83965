"""The reference of a case: YY-NNNN-C, keyed and said as digits. C is a Damm check digit, which finds every wrong digit and
every exchange of two neighbours. NNNN grows to six digits when a year needs them."""

from typing import Any

from stdnum import damm

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Problem, Value
from ivr.spoken_forms import say_digits

LENGTHS = (7, 8, 9)
WRONG = Problem(
    "check_digit",
    {
        "id": "Nomor itu belum cocok. Mohon periksa dan masukkan sekali lagi.",
        "en": "That number does not fit. Please check it and enter it once more.",
    },
)


def reference_of(year: int, number: int) -> str:
    """The digits of the `number`-th case of `year` (1 to 999,999); raises ValueError outside."""
    if not 1 <= number <= 999_999:
        raise ValueError(f"no reference for case number {number}")
    digits = f"{year % 100:02d}{number:04d}"
    check: str = damm.calc_check_digit(digits)
    return digits + check


def is_reference(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) in LENGTHS and bool(damm.is_valid(digits))


def written(digits: str) -> str:
    """Digits as people read them: "2600427" is "26-0042-7"."""
    return f"{digits[:2]}-{digits[2:-1]}-{digits[-1]}"


class CaseReference(DigitEntry):
    type = "case_reference"
    lengths = LENGTHS
    wrong_length = Problem(
        "wrong_length", {"id": "Nomor permohonan terdiri dari 7 angka.", "en": "A reference number has 7 digits."}
    )

    def check(self, digits: str, context: Context) -> Value | Problem:
        return Value(digits, self.read_back(digits, context)) if is_reference(digits) else WRONG

    def read_back(self, value: Any, context: Context) -> str:
        digits = str(value)
        return say_digits(digits, context.language, (2, len(digits) - 3, 1))
