"""What callers mean at a menu, told in their own words or as a recogniser mishears them."""

import pytest

from ivr.grammar import Choice
from ivr.normalising import normalise
from ivr.templates import TemplateError, expand
from ivr.understanding import grammar_of, understand
from tests.unit.ivr.questions.contexts import context

SURE, POSSIBLE = 0.8, 0.4
MENU = {
    "id": (
        Choice("ask", ("[saya] (mau|ingin) (ganti|bikin) {service}",), "ask_service", "2"),
        Choice("status", ("(cek|tanya) status [permohonan] [saya]",), "case_status", "3"),
        Choice("complain", ("[saya] mau (mengadu|komplain)", "pengaduan"), "complain", "4"),
        Choice("agent", ("petugas", "[mau] (bicara|ngomong) sama orang"), "", "0"),
    ),
    "en": (
        Choice("ask", ("I want to replace my {service}",), "ask_service", "2"),
        Choice("agent", ("agent", "[talk to] (a person|somebody)"), "", "0"),
    ),
}


@pytest.mark.parametrize(
    ("language", "text", "choice"),
    [
        ("id", "saya mau ganti KTP yang hilang", "ask"),
        ("id", "ka te pe ilang", "ask"),
        ("id", "pengen bikin akte lahir", "ask"),
        ("id", "cek status permohonan saya dong", "status"),
        ("id", "sy mau ngadu", "complain"),
        ("id", "mau ngomong sama orang", "agent"),
        ("id", "petugas", "agent"),
        ("id", "tekan tiga", "status"),
        ("id", "nomor empat", "complain"),
        ("en", "I lost my identity card", "ask"),
        ("en", "I'd like to talk to a person please", "agent"),
    ],
)
def test_sure(language: str, text: str, choice: str) -> None:
    match = understand(text, MENU[language], context(language))
    assert match is not None
    assert (match.choice, match.score >= SURE) == (choice, True)


@pytest.mark.parametrize("text", ["cuaca hari ini", "", "?!", "sate ayam", "halo", "nggak tahu", "一二三"])
def test_off_menu_is_rejected(text: str) -> None:
    match = understand(text, MENU["id"], context())
    assert match is None or match.score < POSSIBLE


def test_slots_come_with_the_service() -> None:
    match = understand("saya mau ganti KTP yang ilang", MENU["id"], context())
    assert match is not None
    assert match.slots == {"service": "DUK-02", "alasan": "hilang"}


def test_what_is_denied_is_never_sure() -> None:
    match = understand("saya tidak mau ganti KTP", MENU["id"], context())
    assert match is None or match.score < SURE


def test_a_recogniser_gets_every_sentence() -> None:
    grammar = grammar_of(MENU["id"], context())
    assert "bicara sama orang" in grammar
    assert "KTP saya hilang" in grammar
    assert not [phrase for phrase in grammar if "{" in phrase]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("KA TE PE", "ktp"),
        ("e-KTP", "ktp"),
        ("gmn", "bagaimana"),
        ("BPJS saya ga aktif", "bpjs saya nonaktif"),
        ("akte", "akta"),
    ],
)
def test_everyday_spelling(said: str, plain: str) -> None:
    assert normalise(said, "id") == plain


def test_templates() -> None:
    assert expand("[saya] (mau|ingin) {service}") == (
        "mau {service}",
        "ingin {service}",
        "saya mau {service}",
        "saya ingin {service}",
    )


@pytest.mark.parametrize("template", ["(a|b", "a)", "[a", "{A b}", "(a|b) " * 12])
def test_a_wrong_template_is_refused(template: str) -> None:
    with pytest.raises(TemplateError):
        expand(template)


def test_no_choice_is_crowded_out_of_the_grammar() -> None:
    many = Choice("many", tuple(f"kalimat {number}" for number in range(500)))
    grammar = grammar_of((many, Choice("agent", ("petugas",))), context())
    assert len(grammar) <= 500
    assert "petugas" in grammar
