"""What is denied, what is meant, and which of the things just listed."""

import pytest

from ivr.denials import affirmed, without_denied
from ivr.ordinals import place_heard


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("id", "bukan KTP tapi akta lahir", "akta lahir"),
        ("id", "bukan KTP, KK", "kartu keluarga"),
        ("id", "KK, bukan KTP", "kartu keluarga"),
        ("id", "tidak, KTP saya hilang", "ktp saya hilang"),
        ("id", "eh bukan, pengaduan", "eh bukan pengaduan"),
        ("id", "bukan", "bukan"),
        ("id", "KTP saya tidak jadi", "ktp saya tidak jadi"),
        ("id", "listrik mati, sudah dua hari", "listrik mati sudah dua hari"),
        ("en", "not the card but the certificate", "the certificate"),
        ("en", "not the card, the certificate", "the certificate"),
        ("en", "no, the certificate", "the certificate"),
        ("en", "my card does not work", "my card does not work"),
    ],
)
def test_what_was_meant(language: str, text: str, meant: str) -> None:
    assert affirmed(text, language) == meant


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("bukan hilang rusak", "rusak"),
        ("rusak bukan yang hilang", "rusak"),
        ("bukan hilang", ""),
        ("hilang atau rusak", "hilang atau rusak"),
        ("tidak hilang", "tidak hilang"),
    ],
)
def test_denied_choices_are_left_out(said: str, left: str) -> None:
    assert without_denied(said, ["hilang", "rusak"], "id") == left


@pytest.mark.parametrize(
    ("language", "said", "place"),
    [
        ("id", "yang kedua", 2),
        ("id", "yang ke dua", 2),
        ("id", "saya pilih yang pertama saja", 1),
        ("id", "yang terakhir", 3),
        ("id", "paling akhir", 0),
        ("id", "yang keempat", 0),
        ("id", "anak kedua saya", 0),
        ("id", "yang pertama atau kedua", 0),
        ("en", "the second one", 2),
        ("en", "the last option please", 3),
        ("en", "one second please", 0),
        ("en", "the fourth", 0),
    ],
)
def test_the_place_among_three(language: str, said: str, place: int) -> None:
    assert place_heard(said, language, 3) == place
