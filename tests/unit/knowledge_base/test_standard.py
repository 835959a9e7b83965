"""Fourteen components for every service, and only what is published, and the law, on a card."""

import json

import pytest

from ivr.speech_length import seconds
from knowledge_base.__main__ import SERVICES
from knowledge_base.cards import card, spoken
from knowledge_base.catalogue import Catalogue
from knowledge_base.standard import INTERNAL, PUBLISHED, completed, standard

LANGUAGES = ("id", "en")


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load(SERVICES)


def test_there_are_six_for_citizens_and_eight_for_staff():
    assert (len(PUBLISHED), len(INTERNAL), len({*PUBLISHED, *INTERNAL})) == (6, 8, 14)


def test_every_service_has_all_of_them(catalogue):
    assert {
        code: standard(service).missing for code, service in catalogue.services.items() if standard(service).missing
    } == {}


def test_what_a_service_says_itself_goes_before_its_agency():
    own, common = {"id": "sendiri", "en": "own"}, {"id": "umum", "en": "common"}
    service = {"transaction": own, "product": own, "complaint_route": own, "standard": {"staff": own}}
    whole = completed(service, {"complaint_route": common, "standard": {"staff": common, "safety": common}})
    assert (whole["complaint_route"], whole["standard"]) == (own, {"staff": own, "safety": common})
    assert completed({**service, "procedure": [own]}, {})["procedure"] == [own]


def test_no_card_holds_what_is_for_staff(catalogue):
    for service in catalogue.services.values():
        inside = [told[language] for told in service["standard"].values() for language in LANGUAGES]
        for language in LANGUAGES:
            shown = json.dumps(card(service, language), ensure_ascii=False)
            assert not [text for text in inside if text in shown], service["code"]


def test_no_piece_of_any_card_takes_longer_than_twenty_seconds(catalogue):
    for service in catalogue.services.values():
        for language in LANGUAGES:
            for piece in spoken(service, language):
                assert seconds(piece, language) <= 20.0, (service["code"], language, piece)


def test_a_card_shows_where_its_facts_come_from_and_where_to_go(catalogue):
    told = card(catalogue.services["DUK-02"], "en")
    assert told["facts"]["fee"]["checked"] == "2026-11-24" and "79A" in told["facts"]["fee"]["source"]
    assert told["facts"]["fee"]["valid_from"] == "2014-01-01"
    assert [place["code"] for place in told["places"]] == ["dukcapil", "mpp", "kecamatan"]
    assert told["places"][0]["address"] == "12 Pemuda Street, ground floor"
    assert told["complaint_route"].startswith("by this hotline") and told["procedure"]


def test_a_location_lists_its_services(catalogue):
    assert "DUK-02" in catalogue.locations["mpp"]["services"]
    assert "KES-02" not in catalogue.locations["mpp"]["services"]
