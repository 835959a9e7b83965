"""A telephone number, stored as E.164. Numbers without a country code are of the field's `region`, Indonesia by default."""

import re
from typing import Any

import phonenumbers

from ivr.questions.digit_entry import DigitEntry
from ivr.questions.protocol import Context, Problem, Value
from ivr.spoken_forms import say_digits

HOME_REGION = "ID"
WRONG = Problem(
    "phone",
    {
        "id": "Nomor telepon itu belum lengkap atau keliru.",
        "en": "That telephone number is not complete or not right.",
    },
)


class Phone(DigitEntry):
    type = "phone"
    wrong_length = WRONG

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        return self.parse_digits(re.sub(r"[^\d+]", "", text[:60]).lstrip("+"), context)

    def check(self, digits: str, context: Context) -> Value | Problem:
        number = _parsed(digits, str(context.field.get("region", HOME_REGION)))
        if number is None:
            return WRONG
        stored = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Value(stored, self.read_back(stored, context))

    def read_back(self, value: Any, context: Context) -> str:
        """As dialled at home: 0 and the number, without the country code."""
        number = _parsed(str(value).lstrip("+"), HOME_REGION)
        if number is None:
            return say_digits(str(value), context.language)
        at_home = phonenumbers.region_code_for_number(number) == HOME_REGION
        digits = f"0{number.national_number}" if at_home else str(value)
        return say_digits(digits, context.language)


def _parsed(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    """A valid number or None. "62811..." without its plus would be read as a local number, so it gets one."""
    country = str(phonenumbers.country_code_for_region(region))
    candidates = [f"+{digits}", digits] if digits.startswith(country) else [digits, f"+{digits}"]
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None
