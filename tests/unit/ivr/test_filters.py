from datetime import UTC, datetime
from typing import Any

import pytest

from ivr.filters import FILTERS


@pytest.mark.parametrize(
    ("name", "value", "language", "said"),
    [
        ("money", 0, "id", "gratis"),
        ("money", 25000, "id", "dua puluh lima ribu rupiah"),
        ("money", {"amount": 0, "unverified": True}, "en", "usually free of charge"),
        ("money", {"amount": None, "note": {"id": "menurut perda", "en": "set locally"}}, "id", "menurut perda"),
        ("duration", {"value": 3, "unit": "workday"}, "id", "tiga hari kerja"),
        ("duration", {"value": 24, "unit": "hour", "unverified": True}, "id", "biasanya dua puluh empat jam"),
        ("duration", {"value": None, "note": {"id": "tergantung antrean"}}, "id", "tergantung antrean"),
        ("list", ["a"], "id", "a"),
        ("list", ["a", {"text": {"id": "b", "en": "B"}}], "en", "a; and B"),
        ("list", [], "id", ""),
        ("date", "2026-08-17", "id", "17 Agustus 2026"),
        ("date", datetime(2026, 8, 18, 7, 30, tzinfo=UTC), "en", "18 August 2026"),
        ("time", "07:30", "id", "pukul 07.30"),
        ("name", {"name": {"id": "KTP", "en": "card"}}, "en", "card"),
        ("spelled", "b1", "id", "B, 1"),
        ("digits", "0812", "id", "nol delapan satu dua"),
    ],
)
def test_filters_say_values(name: str, value: Any, language: str, said: str) -> None:
    assert FILTERS[name](value, language) == said


@pytest.mark.parametrize(
    ("name", "value"), [("money", "much"), ("duration", {"value": 1, "unit": "moon"}), ("date", "soon")]
)
def test_what_cannot_be_said_raises(name: str, value: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        FILTERS[name](value, "id")
