"""The country a time zone lies in, for numbers that are written without a country code."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import phonenumbers


@lru_cache
def country_of(zone: str) -> str:
    """ISO 3166 code of an IANA zone; "ZZ" (no country) for a zone that has none, such as UTC."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and len(columns) > 2 and columns[2] == zone:
            return columns[0]
    return "ZZ"


def example_number(country: str) -> str:
    """A number that stands for the hotline where none is configured (local carrier only); E.164."""
    number = phonenumbers.example_number(country)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else "+10000000000"
