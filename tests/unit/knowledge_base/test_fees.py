"""What is owed follows from the definition, the answers and the day."""

from datetime import date

import pytest

from knowledge_base.__main__ import SERVICES
from knowledge_base.cards import card, spoken
from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.fees import quote
from knowledge_base.texts import texts

TODAY = date(2026, 11, 24)
FEE = 'fee: {amount: 0, basis: "UU 24/2013 ps 79A"}'
CHANGES = """fee:
  versions:
    - {valid_from: 2024-01-01, amount: 0, basis: lama}
    - {valid_from: 2027-01-01, amount: 50000, unverified: true}"""


@pytest.fixture(scope="module")
def services():
    return Catalogue.load(SERVICES, TODAY).services


def with_fee(written: str) -> dict:
    files = texts(SERVICES, [])
    text = files["DUK/DUK-02.yaml"]
    assert FEE in text
    return dict(Catalogue.of({**files, "DUK/DUK-02.yaml": text.replace(FEE, written)}, TODAY).services["DUK-02"])


def test_what_is_free_is_nothing_owed(services):
    assert quote(services["DUK-02"], {}, TODAY) == {
        "amount": 0,
        "note": None,
        "unverified": False,
        "basis": "UU 24/2013 ps 79A",
    }


@pytest.mark.parametrize(
    ("slots", "amount", "note"),
    [
        ({}, None, "385,000 rupiah for a motorcycle"),
        ({"jenis_kendaraan": "roda_2_3"}, 385000, "and the tax that is owed"),
        ({"jenis_kendaraan": "roda_4_lebih"}, 675000, "and the tax that is owed"),
        ({"jenis_kendaraan": "perahu"}, None, "385,000 rupiah for a motorcycle"),
    ],
)
def test_an_answer_decides_the_fee(services, slots, amount, note):
    told = quote(services["SAM-02"], slots, TODAY)
    assert told["amount"] == amount and told["note"]["en"].startswith(note)
    shown = card(services["SAM-02"], "en", slots)["fee"]
    assert shown["amount"] == amount and shown["note"].startswith(note) and "by_answer" not in shown


@pytest.mark.parametrize(
    ("day", "amount", "unverified"), [(date(2026, 12, 31), 0, False), (date(2027, 1, 1), 50000, True)]
)
def test_the_fee_of_a_day_is_quoted_although_the_catalogue_was_read_before(day, amount, unverified):
    told = quote(with_fee(CHANGES), {}, day)
    assert (told["amount"], told["unverified"]) == (amount, unverified)


def test_a_fee_that_changes_is_told_before_it_does():
    service = with_fee(CHANGES)
    (coming,) = card(service, "id")["coming"]
    assert coming == {"fact": "fee", "valid_from": "2027-01-01", "what": "biayanya biasanya lima puluh ribu rupiah"}
    assert "Mulai 1 Januari 2027 biayanya biasanya lima puluh ribu rupiah." in " ".join(spoken(service, "id"))
    assert card(service, "en")["coming"][0]["what"] == "the cost is usually fifty thousand rupiah"


def test_a_condition_of_a_fee_is_checked_like_any_other():
    with pytest.raises(CatalogueError) as raised:
        with_fee("fee: {amount: null, by_answer: [{when: \"alasan == 'ilang'\", amount: 1}]}")
    (slip,) = raised.value.slips
    assert slip.startswith("DUK/DUK-02.yaml:") and "did you mean `hilang`?" in slip
