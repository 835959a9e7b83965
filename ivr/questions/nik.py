"""The national identity number: region 6, day of birth (+40 for women) 2, month 2, year 2, serial 4. No check digit.

The structure tells which group is wrong, so only that group is asked for again.
"""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.questions.region_codes import is_plausible_region

LENGTH = 16
GAP = "_"
REGION, BIRTH, SERIAL = slice(0, 6), slice(6, 12), slice(12, 16)
WOMEN = 40
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

ASK_AGAIN = {
    "nik_region": {
        "id": "Enam angka pertama belum dikenal. Masukkan lagi enam angka pertama saja.",
        "en": "I do not know the first six digits. Please enter only the first six again.",
    },
    "nik_birth": {
        "id": "Enam angka di tengah, tanggal lahirnya, belum cocok. Masukkan lagi enam angka itu saja.",
        "en": "The six digits in the middle, the date of birth, do not fit. Please enter only those six again.",
    },
    "nik_serial": {
        "id": "Empat angka terakhir belum cocok. Masukkan lagi empat angka terakhir saja.",
        "en": "The last four digits do not fit. Please enter only the last four again.",
    },
}


class Nik(DigitEntry):
    type = "nik"
    lengths = (LENGTH,)
    groups = (6, 6, 4)
    wrong_length = Problem("wrong_length", {"id": "NIK harus 16 angka.", "en": "The identity number has 16 digits."})

    def keys(self, context: Context) -> Keys:
        return Keys(context.kept.count(GAP) or LENGTH, "#")

    def parse_digits(self, digits: str, context: Context) -> Value | Problem:
        return super().parse_digits(filled(context.kept, digits), context)

    def check(self, digits: str, context: Context) -> Value | Problem:
        for code, group, fits in (
            ("nik_region", REGION, is_plausible_region(digits[REGION])),
            ("nik_birth", BIRTH, is_birth(digits[BIRTH])),
            ("nik_serial", SERIAL, digits[SERIAL] != "0000"),
        ):
            if not fits:
                return Problem(code, ASK_AGAIN[code], without(digits, group))
        return Value(digits, self.read_back(digits, context))


def is_birth(six: str) -> bool:
    """DDMMYY, the day of women raised by 40."""
    day, month = int(six[:2]), int(six[2:4])
    day -= WOMEN if day > WOMEN else 0
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]


def without(digits: str, group: slice) -> str:
    """`digits` with a gap in place of one group."""
    start, stop = int(group.start), int(group.stop)
    return digits[:start] + GAP * (stop - start) + digits[stop:]


def filled(kept: str, digits: str) -> str:
    """The gap of `kept` filled with `digits` when they fit it exactly, else `digits` alone."""
    gap = kept.count(GAP)
    return kept.replace(GAP * gap, digits) if gap and len(digits) == gap else digits
