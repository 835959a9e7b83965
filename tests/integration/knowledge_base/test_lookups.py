"""A flow looks a service up by its code, or by what the caller said."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from ivr.effects import Lookup
from knowledge_base.lookups import ServiceCards


@dataclass
class Session:
    language: str = "id"
    slots: dict[str, Any] = field(default_factory=dict)


@dataclass
class Context:
    conn: Any
    session: Session = field(default_factory=Session)
    now: Any = None
    call_id: str = ""


@pytest.fixture
def cards(open_house):
    house = open_house()
    with house.parts.database.read() as conn:
        yield ServiceCards(house.parts.catalogue, "id"), Context(conn)


def test_words_of_a_caller_find_the_card(cards):
    rooms, context = cards
    done = rooms.find(context, Lookup("knowledge", {"text": "bikin ktp ilang"}))
    assert (done.result, done.value["code"]) == ("found", "DUK-02")


@pytest.mark.parametrize("text", ["", "harga cabai hari ini"])
def test_what_no_service_answers_is_not_found(cards, text):
    rooms, context = cards
    assert rooms.find(context, Lookup("knowledge", {"text": text})).result == "not_found"


def test_a_code_that_no_service_has_is_not_found(cards):
    rooms, context = cards
    assert rooms.look_up(context, Lookup("service_card", {"service": "X"})).result == "not_found"


def test_the_next_piece_of_a_card_is_asked_for_by_the_one_heard(cards):
    rooms, context = cards
    first = rooms.look_up(context, Lookup("service_card", {"service": "DUK-04"})).value
    then = rooms.look_up(context, Lookup("service_card", {"service": "DUK-04", "after": first["heard"]})).value
    assert first["said"].startswith("Akta kelahiran.") and first["has_more"]
    assert then["said"].startswith("Diperlukan juga:")
