import pytest

from telephony.speech import pronunciation, spoken_digits
from telephony.speech.jsgf import grammar


def test_digits_are_read_from_words_and_figures():
    assert spoken_digits.to_digits("tiga satu 7 kosong eh empat", "id") == "31704"
    assert spoken_digits.to_digits("three oh nine", "en") == "309"


@pytest.mark.parametrize(
    ("phrases", "asked"),
    [(list("0123456789"), True), ([*spoken_digits.words("id"), "ulangi"], True), (["satu", "dua"], False), ([], False)],
)
def test_a_row_of_digits_is_asked_for_when_all_ten_are_named(phrases, asked):
    assert spoken_digits.are_asked_for(phrases, "id") is asked


def test_phrases_beside_the_digits_are_kept():
    assert spoken_digits.without_digits(["nol", "7", "ulangi"], "id") == ["ulangi"]


@pytest.mark.parametrize(
    ("word", "phones"),
    [("nyanyi", "N Y AA N Y IY"), ("pantai", "P AA N T AY"), ("main", "M AA IY N"), ("bunga", "B UW NG AA")],
)
def test_indonesian_is_read_by_rule(word, phones):
    assert pronunciation.indonesian(word) == [phones]


def test_an_e_can_be_two_sounds():
    assert pronunciation.indonesian("petugas") == ["P AH T UW G AA S", "P EH T UW G AA S"]


def test_an_abbreviation_is_spelled_in_the_callers_language():
    assert pronunciation.is_spelled("ktp") and not pronunciation.is_spelled("ya")
    assert pronunciation.spelled("ktp", "id") == "K AA T EH P EH"
    assert pronunciation.spelled("ktp", "en") == "K EY T IY P IY"


def test_other_scripts_and_marks_never_reach_the_grammar():
    assert pronunciation.words("Ganti; KTP-el | <x> 네 12", "id") == ["ganti", "ktp", "el", "x", "satu", "dua"]


def test_a_grammar_has_each_sentence_and_the_digits():
    assert grammar([["ya", "benar"], ["tidak"]], ["satu", "dua"]).splitlines()[2:] == [
        "<digit> = satu | dua;",
        "public <answer> = ya benar | tidak | <digit>+;",
    ]
