"""Two texts compared by what they say."""

import pytest

from knowledge_base.life.fact_changes import fact_changes
from tests.integration.knowledge_base.life_house import ARTICLE, SERVICE


def told(before, after):
    return [(one.fact, one.place, one.language, one.before, one.after) for one in fact_changes(before, after)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("amount: 0", "amount: 50000", [("fee", "amount", "", "0", "50000")]),
        ("id: Cetak ulang KTP", "id: Ganti KTP", [("name", "", "id", "Cetak ulang KTP", "Ganti KTP")]),
        (
            "en: the family card",
            "en: a family card",
            [("requirements", "2.text", "en", "the family card", "a family card")],
        ),
        ("{id: Telepon, en: T", "{id: Nomor, en: T", [("fields", "telepon.label", "id", "Telepon", "Nomor")]),
        ("{id: rusak, en", "{id: patah, en", [("fields", "alasan.options.rusak.label", "id", "rusak", "patah")]),
        (
            "outcomes: [diterima]",
            "outcomes: [diterima, selesai]",
            [("outcomes", "", "", "diterima", "diterima | selesai")],
        ),
    ],
)
def test_a_change_is_told_by_fact_and_place(old, new, expected):
    assert old in SERVICE
    assert told(SERVICE, SERVICE.replace(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# The most asked service.", "# Asked most."),
        ("fee: {amount: 0, basis: UU 24/2013}", "fee:\n  basis: UU 24/2013\n  amount: 0"),
        ("fee: {amount: 0, basis: UU 24/2013}", "fee: {versions: [{amount: 0, basis: UU 24/2013}]}"),
        ("  - name: telepon\n    type: phone\n", "  - type: phone\n    name: telepon\n    required: false\n"),
    ],
)
def test_another_layout_says_the_same(old, new):
    assert old in SERVICE
    assert told(SERVICE, SERVICE.replace(old, new)) == []


def test_a_requirement_put_in_the_middle_is_one_change():
    put = SERVICE.replace("  - text: {id: Kartu", "  - text: {id: pas foto, en: a photograph}\n  - text: {id: Kartu")
    assert {one.place for one in fact_changes(SERVICE, put)} == {"2.text"}


def test_a_fact_that_gets_a_second_version_tells_the_day():
    dated = SERVICE.replace(
        "fee: {amount: 0, basis: UU 24/2013}",
        "fee: {versions: [{valid_from: 2014-01-01, amount: 0}, {valid_from: 2027-01-01, amount: 50000}]}",
    )
    assert ("fee", "2027-01-01.amount", "", None, "50000") in told(SERVICE, dated)


@pytest.mark.parametrize("text", ["", "code: [", "- a\n- b", "a: 1\na: 2", "\ufeff: {", "code: DUK-02\nfee: soon"])
def test_what_is_no_definition_is_compared_without_an_exception(text):
    fact_changes(text, ARTICLE)
    fact_changes(SERVICE, text)
