"""Sentences with slots of several kinds, what must not match them, and what a recogniser is handed."""

from typing import Any

import pytest

from ivr.grammar import Choice
from ivr.understanding import grammar_of, understand
from tests.unit.ivr.house import HEAD, TAIL, compiled
from tests.unit.ivr.questions.contexts import context

THINGS = {"barang": {"ktp": ("KTP", "kartu penduduk"), "sim": ("SIM",)}}
ID = (
    Choice("agency", ("(bicara|sambungkan) (dengan|ke) [petugas] {agency}",), "ask_agency"),
    Choice("report", ("(lapor|kehilangan) {barang} [di {region}] [{date}]",), "report", "", THINGS),
    Choice("come", ("datang {date} {time}",), "come"),
    Choice("agent", ("petugas",), "", "0"),
)
EN = (Choice("agency", ("talk to [the] {agency}",), "ask_agency"), Choice("come", ("come {date}",), "come"))


@pytest.mark.parametrize(
    ("language", "text", "choice", "slots"),
    [
        ("id", "sambungkan ke petugas pajak", "agency", {"agency": "PDT"}),
        ("id", "saya mau bicara dengan Dinas Kependudukan", "agency", {"agency": "DUK"}),
        ("id", "ngelapor kartu penduduk", "report", {"barang": "ktp"}),
        ("id", "kehilangan SIM kemarin", "report", {"barang": "sim", "date": "2026-11-23"}),
        (
            "id",
            "kehilangan KTP di kecamatan Slawi kemarin",
            "report",
            {"barang": "ktp", "region": "33.28.10", "date": "2026-11-23"},
        ),
        ("id", "datang besok jam sembilan pagi", "come", {"date": "2026-11-25", "time": "09:00"}),
        ("en", "talk to the revenue", "agency", {"agency": "PDT"}),
        ("en", "talk to civil registration please", "agency", {"agency": "DUK"}),
        ("en", "come tomorrow", "come", {"date": "2026-11-25"}),
    ],
)
def test_slots(language: str, text: str, choice: str, slots: dict[str, Any]) -> None:
    match = understand(text, ID if language == "id" else EN, context(language))
    assert match is not None
    assert (match.choice, match.slots) == (choice, slots)
    assert match.score >= 0.75


@pytest.mark.parametrize(
    "text",
    [
        "sambungkan ke rumah makan",
        "bicara dengan",
        "kehilangan dompet",
        "kehilangan",
        "kehilangan KTP di bulan",
        "datang kapan-kapan",
        "datang besok saja",
        "sudah saya sambungkan ke pajak tadi siang",
    ],
)
def test_what_is_on_no_list_does_not_match(text: str) -> None:
    match = understand(text, ID, context())
    assert match is None or not match.slots


def test_a_recogniser_is_handed_the_sentences_with_what_their_slots_hold() -> None:
    grammar = grammar_of(ID, context())
    assert {"sambungkan ke petugas pajak", "bicara dengan Dinas Kependudukan", "lapor KTP", "kehilangan SIM"} <= set(
        grammar
    )
    assert not any("{" in phrase for phrase in grammar)
    assert len(grammar) <= 500
    assert max(map(len, grammar)) <= 100


def test_the_first_words_of_each_choice_come_first_and_long_ones_are_left_out() -> None:
    choices = (Choice("a", ("satu", "x" * 101, "tiga")), Choice("b", ("dua", "empat")))
    assert grammar_of(choices, context()) == ("satu", "dua", "empat", "tiga")


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        ("intents: {a: ['mau {barang}']}", "no list for {barang}; there are service, agency"),
        ("intents: {a: ['mau {barang}']}\nlists: {barang: [x]}", "'barang' is {value: [phrase, ...]}"),
        ("intents: {a: [x]}\nlists: {barang: {ktp: KTP}}", "the phrases of a value are a list"),
        ("intents: {a: ['mau {Barang}']}", "in small letters"),
        ("intents: {a: x}", "'a' is a list of sentences"),
    ],
)
def test_wrong_sentences_are_explained(sentences: str, words: str) -> None:
    found = compiled(f"{HEAD}start: bye\nnodes:{TAIL}", **{"sentences/id/more.yaml": sentences})
    assert any(words in issue.text and issue.file == "sentences/id/more.yaml" for issue in found.errors), found.errors
