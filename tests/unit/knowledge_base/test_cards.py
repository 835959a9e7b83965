import pytest

from knowledge_base.__main__ import SERVICES
from knowledge_base.cards import card
from knowledge_base.catalogue import Catalogue


@pytest.fixture(scope="module")
def services():
    return Catalogue.load(SERVICES).services


def test_a_requirement_with_a_reason_says_its_reason_until_the_answer_is_known(services):
    told = card(services["DUK-02"], "id")["requirements"]
    assert told[0] == "bila hilang: surat keterangan kehilangan dari kepolisian"
    assert told[-1] == "Kartu Keluarga"


def test_only_what_the_answer_calls_for_remains(services):
    told = card(services["DUK-02"], "en", {"alasan": "hilang"})["requirements"]
    assert told == ["a police report of the loss", "your family card"]
    assert "the damaged card" in card(services["DUK-02"], "en", {"alasan": "rusak"})["requirements"]


def test_a_yes_or_no_answer_of_no_still_counts_as_an_answer(services):
    told = card(services["DUK-07"], "id", {"usia_lima": False})["requirements"]
    assert not any("pas foto" in text for text in told)


def test_unverified_facts_stay_marked(services):
    lost_card = card(services["DUK-02"], "id")
    assert lost_card["unverified"] == ["time_limit"]
    assert lost_card["time_limit"]["unverified"] is True
    assert card(services["SOS-01"], "id")["unverified"] == ["service", "fee", "time_limit"]


def test_a_card_is_in_one_language_and_says_whether_the_phone_takes_the_request(services):
    told = card(services["DUK-04"], "en")
    assert told["name"] == "Birth certificate"
    assert told["fee"]["note"] == "a late fine depends on the region's rules"
    assert told["can_apply"] is True
    assert card(services["KES-01"], "id", channel="kiosk")["can_apply"] is False
