import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.masking import MASK, MaskingFormatter, mask

CALL = "0123456789012345678901234567abcd"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("from +6281234567890", f"from {MASK}"),
        ("NIK 3328010101900001 given", f"NIK {MASK} given"),
        ("0812-3456-7890 and 0812 3456 7890", f"{MASK} and {MASK}"),
        ("npwp 01.234.567.8-901.000", f"npwp {MASK}"),
        ("nik3328010101900001x", f"nik{MASK}x"),
        ("reference 2600427", f"reference {MASK}"),
    ],
)
def test_personal_numbers_are_masked(said, written):
    assert mask(said) == written


@pytest.mark.parametrize(
    "said",
    [
        f"call {CALL} wait 12",
        f"CA{CALL}",
        "at 2026-01-06 10:00:00,123 and 2026-01-06T10:00:00.5",
        "http://192.168.100.200:8000/telephony/step",
        "port 8000, 123456 bytes",
    ],
)
def test_what_the_person_on_duty_needs_is_kept(said):
    assert mask(said) == said


@given(st.text(), st.integers(10**9, 10**16), st.text())
def test_no_long_number_survives_wherever_it_stands(before, number, after):
    assert str(number) not in mask(f"{before} {number} {after}")


def test_the_traceback_is_masked_too():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(MaskingFormatter("%(message)s"))
    record = None
    try:
        raise ValueError("bad number 081234567890")
    except ValueError as error:
        details = (type(error), error, error.__traceback__)
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "call of %s failed", ("081234567890",), details)
    handler.emit(record)
    assert "081234567890" not in written.getvalue()
    assert "ValueError" in written.getvalue()
