import pytest

from casework import identity
from casework.identity import ANONYMOUS, ASSERTED, IN_PERSON, VERIFIED

CASE = {
    "phone": "+6281234567890",
    "slots": {"nik": "3328011708900001", "alasan": "hilang", "saksi": ["3328011708900001"]},
}
FIELDS = [
    {"name": "nik", "type": "nik"},
    {"name": "alasan", "type": "choice"},
    {"name": "saksi", "type": "list", "item": "nik", "class": "secret"},
]
CHANNELS = {"channels": {"phone": "full", "web": "none"}, "identity": 2}


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({}, ANONYMOUS),
        ({"ending": "7890"}, ASSERTED),
        ({"ending": "7891"}, ANONYMOUS),
        ({"ending": "0"}, ANONYMOUS),
        ({"ending": ""}, ANONYMOUS),
        ({"number": "+6281234567890"}, ASSERTED),
        ({"number": "+6281234567890", "verified": 2}, VERIFIED),
        ({"number": "+6281111111111", "verified": 3}, ANONYMOUS),  # somebody proved, of another number
    ],
)
def test_how_well_a_caller_is_known(given, level):
    assert identity.level_of(CASE, **given) == level


def test_a_case_without_a_number_knows_nobody():
    assert identity.level_of({"phone": None}, number=None, ending="", verified=3) == ANONYMOUS


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("state", 0),
        ("owed", 0),
        ("secret_report", 1),
        ("withdraw", 1),
        ("correct", 2),
        ("answers_masked", 2),
        ("answers", 3),
    ],
)
def test_what_may_be_told_or_done(what, least):
    assert [identity.may(what, level) for level in range(4)] == [level >= least for level in range(4)]


def test_answers_are_told_to_nobody_then_masked_then_whole():
    assert identity.answers(CASE, FIELDS, ASSERTED) == {}
    masked = identity.answers(CASE, FIELDS, VERIFIED)
    assert masked == {"nik": "************0001", "alasan": "hilang", "saksi": ["************0001"]}
    assert identity.answers(CASE, FIELDS, IN_PERSON) == CASE["slots"]


@pytest.mark.parametrize(("value", "shown"), [("3328011708900001", "0001"), ("12345", "5"), ("12", ""), ("", "")])
def test_a_number_is_never_told_whole(value, shown):
    masked = identity.masked(value)
    assert len(masked) == len(value) and masked.strip("*") == shown


@pytest.mark.parametrize(
    ("level", "channel", "reach"), [(2, "phone", "full"), (1, "phone", "intake"), (3, "web", "none")]
)
def test_what_may_be_filed(level, channel, reach):
    assert identity.may_file(CHANNELS, level, channel) == reach
    assert identity.may_file(None, 0, "phone") == "full"
