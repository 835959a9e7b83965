"""The family card number: region 6, date of issue 6 (DDMMYY), serial 4. Built like the identity number, without the +40."""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.nik import BIRTH, GAP, LENGTH, REGION, SERIAL, filled, is_birth, without
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.questions.region_codes import is_plausible_region

ASK_AGAIN = {
    "nkk_region": {
        "id": "Enam angka pertama belum dikenal. Masukkan lagi enam angka pertama saja.",
        "en": "I do not know the first six digits. Please enter only the first six again.",
    },
    "nkk_date": {
        "id": "Enam angka di tengah belum cocok. Masukkan lagi enam angka itu saja.",
        "en": "The six digits in the middle do not fit. Please enter only those six again.",
    },
    "nkk_serial": {
        "id": "Empat angka terakhir belum cocok. Masukkan lagi empat angka terakhir saja.",
        "en": "The last four digits do not fit. Please enter only the last four again.",
    },
}


class Nkk(DigitEntry):
    type = "nkk"
    lengths = (LENGTH,)
    groups = (6, 6, 4)
    wrong_length = Problem(
        "wrong_length", {"id": "Nomor Kartu Keluarga harus 16 angka.", "en": "The family card number has 16 digits."}
    )

    def keys(self, context: Context) -> Keys:
        return Keys(context.kept.count(GAP) or LENGTH, "#")

    def parse_digits(self, digits: str, context: Context) -> Value | Problem:
        return super().parse_digits(filled(context.kept, digits), context)

    def check(self, digits: str, context: Context) -> Value | Problem:
        issued = digits[BIRTH]
        for code, group, fits in (
            ("nkk_region", REGION, is_plausible_region(digits[REGION])),
            ("nkk_date", BIRTH, int(issued[:2]) <= 31 and is_birth(issued)),
            ("nkk_serial", SERIAL, digits[SERIAL] != "0000"),
        ):
            if not fits:
                return Problem(code, ASK_AGAIN[code], without(digits, group))
        return Value(digits, self.read_back(digits, context))
