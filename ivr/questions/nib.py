"""The business identification number: 13 digits."""

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Problem


class Nib(DigitEntry):
    type = "nib"
    lengths = (13,)
    wrong_length = Problem("wrong_length", {"id": "NIB harus 13 angka.", "en": "The business number has 13 digits."})
