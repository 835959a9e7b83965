"""Who reached the wrong house is told the right number, and counted; what is ours is never sent away."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.effects import Lookup
from knowledge_base import directory
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue
from knowledge_base.lookups import OutsideBodies
from tests.integration.knowledge_base.test_lookups import Context

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load(SERVICES)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("listrik di rumah saya mati dari tadi", "listrik"),
        ("mati lampu", "listrik"),
        ("lampu jalan mati", None),
        ("mau perpanjang pasport", "imigrasi"),
        ("there is a power cut", "listrik"),
        ("the street light is out", None),
        ("saya tinggal di kabupaten sebelah", "kabupaten_tetangga"),
        ("KTP saya hilang", None),
        ("harga cabai hari ini", None),
        ("", None),
        ("'; DROP TABLE event_log; --", None),
    ],
)
def test_what_a_caller_says_finds_the_body(catalogue, said, code):
    found = directory.find(catalogue.directory, said, "id")
    assert (found and found["code"]) == code


def test_a_body_tells_its_numbers_digit_by_digit_and_stays_unverified(catalogue):
    found = directory.find(catalogue.directory, "power cut", "en")
    assert found["numbers"] == [{"label": "PLN call centre", "number": "123"}]
    assert "one two three" in found["said"] and found["unverified"] is True


def test_nothing_that_callers_say_of_a_service_is_sent_away(catalogue):
    said = [
        said
        for service in catalogue.services.values()
        for language in service["utterances"].values()
        for said in language
    ]
    assert [one for one in said if directory.find(catalogue.directory, one, "id")] == []


def test_misdirected_calls_are_counted_once_a_call_within_the_period(database):
    with database.begin() as conn:
        for code, call, at in (
            ("listrik", "a", NOW),
            ("listrik", "a", NOW),
            ("listrik", "b", NOW),
            ("air", None, NOW),
            ("air", None, NOW),
            ("listrik", "c", NOW + timedelta(days=1)),
        ):
            directory.note(conn, at, code, call)
        found = directory.counted(conn, NOW, NOW + timedelta(days=1))
    assert found == {"listrik": 2, "air": 2}


def test_a_flow_that_finds_a_body_counts_the_call(database, catalogue):
    with database.begin() as conn:
        context = Context(conn, now=NOW, call_id="call-1")
        bodies = OutsideBodies(catalogue, "id")
        assert bodies.find(context, Lookup("directory", {"text": "harga cabai"})).result == "not_found"
        done = bodies.find(context, Lookup("directory", {"text": "mati lampu"}))
        assert (done.result, done.value["code"]) == ("found", "listrik")
        assert directory.counted(conn, NOW, NOW + timedelta(seconds=1)) == {"listrik": 1}
