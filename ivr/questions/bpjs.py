"""The health insurance (JKN) card number: 13 digits."""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Problem


class Bpjs(DigitEntry):
    type = "bpjs"
    lengths = (13,)
    wrong_length = Problem(
        "wrong_length", {"id": "Nomor kartu JKN harus 13 angka.", "en": "The health card number has 13 digits."}
    )
