"""The table of regions against another list of them, and identity numbers of regencies that have since been renumbered."""

from collections import Counter

import pytest
from stdnum import numdb
from stdnum.id import nik, npwp

from ivr.questions import Value, question_of
from ivr.questions.region_codes import FORMER, is_plausible_region, names
from tests.unit.ivr.questions.contexts import context

OTHER = numdb.get("id/loc")
FOUR = [f"{code:04d}" for code in range(1000, 10_000)]
LISTED = [code for code in FOUR if len(parts := OTHER.info(code)) > 1 and parts[1][1]]


def test_the_table_holds_every_level() -> None:
    assert Counter(map(len, names())) == {2: 38, 4: 514, 6: 7277}
    assert all(code[:-2] in names() for code in names() if len(code) > 2)


def test_every_regency_of_the_other_list_is_known_and_only_renumbered_ones_are_former() -> None:
    assert len(LISTED) > 450
    assert {code for code in LISTED if code not in names()} == set(FORMER)
    assert all(is_plausible_region(f"{code}01") for code in LISTED)


@pytest.mark.parametrize("six", ["100101", "990101", "330001", "335001", "338001", "332800", "201001"])
def test_what_no_list_holds_is_no_region(six: str) -> None:
    assert not is_plausible_region(six)


@pytest.mark.parametrize("region", ["332801", "317106", "640401", "950101", "110101"])
@pytest.mark.parametrize("birth", ["010190", "710190", "290200", "690200", "311299"])
def test_what_we_accept_as_identity_number_is_one_elsewhere(region: str, birth: str) -> None:
    """The other library does not know the provinces of 2022."""
    number = f"{region}{birth}0001"
    assert isinstance(question_of("nik").parse_keys(number, context()), Value)
    assert nik.is_valid(number) or region.startswith("95")


@pytest.mark.parametrize("number", ["013000666091000", "016090524017000", "013000667091000", "210000000000000"])
def test_old_taxpayer_numbers_are_judged_alike(number: str) -> None:
    assert isinstance(question_of("npwp").parse_keys(number, context()), Value) == npwp.is_valid(number)
