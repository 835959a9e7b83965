"""Every question type by examples: what is keyed, said or typed, and what is stored; None where it must be refused."""

from typing import Any

import pytest

from ivr.questions import Problem, Value, question_of
from tests.unit.ivr.questions.contexts import REASONS, context

KEYS: list[tuple[str, dict[str, Any], str, Any]] = [
    ("digits", {}, "0812", "0812"),
    ("digits", {"max": 3}, "0812", None),
    ("digits", {}, "", None),
    ("nik", {}, "3328014107900001", "3328014107900001"),
    ("nik", {}, "332801410790000", None),
    ("nkk", {}, "3328010107200003", "3328010107200003"),
    ("nkk", {}, "3328014107200003", None),
    ("npwp", {}, "013000666091000", "0013000666091000"),
    ("npwp", {}, "013000667091000", None),
    ("nib", {}, "9120001234567", "9120001234567"),
    ("bpjs", {}, "0001234567890", "0001234567890"),
    ("nop", {}, "332801000100100010", "332801000100100010"),
    ("nop", {}, "002801000100100010", None),
    ("phone", {}, "081234567890", "+6281234567890"),
    ("phone", {}, "6281234567890", "+6281234567890"),
    ("phone", {}, "02150111222", "+622150111222"),
    ("phone", {}, "0812", None),
    ("choice", {"options": REASONS}, "2", "rusak"),
    ("choice", {"options": REASONS}, "3", None),
    ("yes_no", {}, "1", True),
    ("yes_no", {}, "2", False),
    ("yes_no", {}, "3", None),
    ("date", {}, "17081990", "1990-08-17"),
    ("date", {}, "31021990", None),
    ("date", {"max": "today"}, "25112026", None),
    ("date", {"max": "today"}, "24112026", "2026-11-24"),
    ("time", {}, "0705", "07:05"),
    ("time", {}, "2560", None),
    ("integer", {"min": 1, "max": 20}, "3", 3),
    ("integer", {"min": 1, "max": 20}, "21", None),
    ("number", {}, "3*5", 3.5),
    ("money", {}, "1250000", 1_250_000),
    ("case_reference", {}, "2600420", "2600420"),
    ("case_reference", {}, "2600421", None),
    ("text", {}, "12", None),
    ("plate", {}, "1234", None),
    ("email", {}, "1", None),
]

SPEECH: list[tuple[str, str, dict[str, Any], str, Any]] = [
    ("digits", "id", {}, "nol kosong satu dobel lima", "00155"),
    ("digits", "en", {}, "oh eight double one", "0811"),
    ("phone", "id", {}, "nol delapan dua belas tiga empat lima enam tujuh delapan sembilan nol", "+6281234567890"),
    ("phone", "id", {}, "saya tidak tahu", None),
    ("case_reference", "id", {}, "dua enam kosong kosong empat dua kosong", "2600420"),
    ("case_reference", "en", {}, "two six double oh four two oh", "2600420"),
    ("choice", "id", {"options": REASONS}, "KTP saya patah", "rusak"),
    ("choice", "id", {"options": REASONS}, "kecurian eh dicuri", "hilang"),
    ("choice", "id", {"options": REASONS}, "nomor dua", "rusak"),
    ("choice", "en", {"options": REASONS}, "it was stolen", "hilang"),
    ("choice", "id", {"options": REASONS}, "tidak tahu", None),
    ("choice", "id", {"options": REASONS}, "hilang atau rusak", None),
    (
        "phone",
        "id",
        {},
        "plus enam dua delapan satu dua tiga empat lima enam tujuh delapan sembilan nol",
        "+6281234567890",
    ),
    ("yes_no", "id", {}, "iya betul", True),
    ("yes_no", "id", {}, "nggak", False),
    ("yes_no", "id", {}, "tidak setuju", False),
    ("yes_no", "id", {}, "bukan, salah", False),
    ("yes_no", "id", {}, "saya mau ktp", None),
    ("yes_no", "en", {}, "yes please", True),
    ("yes_no", "en", {}, "no that is wrong", False),
    ("date", "id", {}, "tujuh belas Agustus seribu sembilan ratus sembilan puluh", "1990-08-17"),
    ("date", "id", {}, "satu Januari dua ribu enam", "2006-01-01"),
    ("date", "id", {}, "tanggal 5 bulan 8 tahun 2001", "2001-08-05"),
    ("date", "id", {}, "besok", "2026-11-25"),
    ("date", "en", {}, "17 August 1990", "1990-08-17"),
    ("date", "en", {}, "August seventeenth nineteen ninety", "1990-08-17"),
    ("date", "en", {}, "the twenty first of May two thousand six", "2006-05-21"),
    ("date", "id", {}, "tiga puluh Februari dua ribu", None),
    ("time", "id", {}, "jam dua siang", "14:00"),
    ("time", "id", {}, "setengah tiga", "02:30"),
    ("time", "id", {}, "jam tiga kurang seperempat sore", "14:45"),
    ("time", "en", {}, "half past two", "02:30"),
    ("time", "en", {}, "two thirty pm", "14:30"),
    ("integer", "id", {}, "dua puluh lima", 25),
    ("integer", "en", {}, "twenty five", 25),
    ("number", "id", {}, "tiga koma lima", 3.5),
    ("money", "id", {}, "sejuta dua ratus ribu rupiah", 1_200_000),
    ("money", "id", {}, "Rp 1.250.000", 1_250_000),
    ("plate", "id", {}, "ha satu dua tiga empat a be", "H 1234 AB"),
    ("email", "id", {}, "budi titik santoso at contoh titik com", "budi.santoso@contoh.com"),
    ("text", "id", {}, "  Budi   Santoso ", "Budi Santoso"),
    ("region", "id", {}, "Desa Sukamaju", "Desa Sukamaju"),
    ("place", "id", {}, "depan pasar", "depan pasar"),
    ("list", "id", {}, "Ani", ["Ani"]),
    ("file", "id", {}, "foto", None),
    ("service", "id", {}, "saya mau ganti ka te pe yang ilang", "DUK-02"),
    ("service", "id", {}, "akte kelahiran anak", "DUK-04"),
    ("service", "en", {}, "a birth certificate please", "DUK-04"),
    ("service", "id", {}, "cuaca hari ini", None),
    ("service", "id", {}, "pindah datang", None),
]

TYPED: list[tuple[str, dict[str, Any], str, Any]] = [
    ("nik", {}, "3328 0141 0790 0001", "3328014107900001"),
    ("npwp", {}, "01.300.066.6-091.000", "0013000666091000"),
    ("phone", {}, "+62 812-3456-7890", "+6281234567890"),
    ("date", {}, "1990-08-17", "1990-08-17"),
    ("date", {}, "17/08/1990", "1990-08-17"),
    ("time", {}, "14.05", "14:05"),
    ("money", {}, "Rp1.250.000,00", 1_250_000),
    ("number", {}, "3,5", 3.5),
    ("case_reference", {}, "26-0042-0", "2600420"),
    ("choice", {"options": REASONS}, "Rusak", "rusak"),
    ("yes_no", {}, "true", True),
    ("plate", {}, "h-1234-ab", "H 1234 AB"),
    ("email", {}, "Budi@Contoh.com", "budi@contoh.com"),
    ("email", {}, "budi@contoh", None),
    ("place", {}, "-6.966700, 110.416700", "-6.966700, 110.416700"),
    ("place", {}, "-96.9667, 110.4167", None),
    ("list", {"min": 2}, "Ani\nBudi", ["Ani", "Budi"]),
    ("list", {"min": 2}, "Ani", None),
    ("list", {"item": "nik"}, "3328 0141 0790 0001; 3328014107900002", ["3328014107900001", "3328014107900002"]),
    ("list", {"item": "nik"}, "3328014107900001; 123", None),
    ("text", {"max": 3}, "Budi", None),
    ("service", {}, "duk-02", "DUK-02"),
]


def stored(answer: Value | Problem) -> Any:
    return answer.value if isinstance(answer, Value) else None


@pytest.mark.parametrize(("kind", "field", "digits", "wanted"), KEYS)
def test_keyed(kind: str, field: dict[str, Any], digits: str, wanted: Any) -> None:
    assert stored(question_of(kind).parse_keys(digits, context(**field))) == wanted


@pytest.mark.parametrize(("kind", "language", "field", "text", "wanted"), SPEECH)
def test_spoken(kind: str, language: str, field: dict[str, Any], text: str, wanted: Any) -> None:
    assert stored(question_of(kind).parse_speech(text, context(language, **field))) == wanted


@pytest.mark.parametrize(("kind", "field", "text", "wanted"), TYPED)
def test_typed(kind: str, field: dict[str, Any], text: str, wanted: Any) -> None:
    assert stored(question_of(kind).parse_typed(text, context(**field))) == wanted
