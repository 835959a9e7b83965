"""Only the wrong group of an identity number is asked again, and the right groups are kept."""

import pytest

from ivr.questions import Problem, Value, question_of
from tests.unit.ivr.questions.contexts import context

GOOD = "3328014107900001"


@pytest.mark.parametrize(
    ("keyed", "code", "again"),
    [
        ("9928014107900001", "nik_region", "332801"),
        ("3328004107900001", "nik_region", "332801"),
        ("3328014113900001", "nik_birth", "410790"),
        ("3328013502900001", "nik_birth", "410790"),
        ("3328014107900000", "nik_serial", "0001"),
    ],
)
def test_one_group_is_asked_again(keyed: str, code: str, again: str) -> None:
    nik = question_of("nik")
    refused = nik.parse_keys(keyed, context())
    assert isinstance(refused, Problem)
    assert refused.code == code
    again_context = context(kept=refused.kept)
    keys = nik.keys(again_context)
    assert keys is not None
    assert keys.max_digits == len(again)
    mended = nik.parse_keys(again, again_context)
    assert isinstance(mended, Value)
    assert len(mended.value) == 16


def test_the_whole_number_may_be_given_again() -> None:
    refused = question_of("nik").parse_keys("9928014107900001", context())
    assert isinstance(refused, Problem)
    assert question_of("nik").parse_keys(GOOD, context(kept=refused.kept)) == question_of("nik").parse_keys(
        GOOD, context()
    )


def test_it_is_read_back_in_its_groups() -> None:
    assert question_of("nik").read_back(GOOD, context()).split(", ")[2] == "nol nol nol satu"
