"""Several answers in one breath, and an answer taken back with its right value; from the lips of a caller in a form."""

from typing import Any

import pytest

from ivr.events import SpeechHeard
from ivr.flow import Flow
from tests.unit.ivr.house import MOBILE, Caller, flow_of

FORM = """
  first:
    form:
      fields:
        - slot: apa
          type: choice
          label: {id: Barang, en: Thing}
          options:
            - {value: ktp, label: {id: KTP, en: identity card}, says: {id: [kartu penduduk], en: [card]}}
            - {value: sim, label: {id: SIM, en: driving licence}, says: {id: [kartu mengemudi], en: [licence]}}
          ask: {id: "Barang apa?", en: "Which thing?"}
        - slot: alasan
          type: choice
          label: {id: Alasan, en: Reason}
          options:
            - {value: hilang, label: {id: hilang, en: lost}, says: {id: [dicuri], en: [stolen]}}
            - {value: rusak, label: {id: rusak, en: damaged}, says: {id: [patah], en: [broken]}}
          ask: {id: "Alasannya?", en: "Why?"}
        - slot: tanggal
          type: date
          max: today
          label: {id: Tanggal kejadian, en: Day}
          ask: {id: "Kapan?", en: "When?"}
        - slot: jam
          type: time
          label: {id: Jam, en: Time}
          ask: {id: "Jam berapa?", en: "At what time?"}
        - slot: wilayah
          type: region
          label: {id: Wilayah, en: Region}
          ask: {id: "Di mana?", en: "Where?"}
        - slot: jumlah
          type: integer
          label: {id: Jumlah, en: Number of things}
          ask: {id: "Berapa?", en: "How many?"}
    next: bye
"""


@pytest.fixture(scope="module")
def flow() -> Flow:
    return flow_of(FORM)


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("id", "kehilangan KTP di pasar kemarin", {"apa": "ktp", "alasan": "hilang", "tanggal": "2026-11-23"}),
        ("id", "KTP saya patah", {"apa": "ktp", "alasan": "rusak"}),
        (
            "id",
            "SIM saya dicuri dua hari yang lalu jam delapan malam",
            {"apa": "sim", "alasan": "hilang", "tanggal": "2026-11-22", "jam": "20:00"},
        ),
        ("id", "SIM, bukan hilang tapi rusak", {"alasan": "rusak"}),
        ("id", "KTP ilang tanggal 17 Agustus 2026", {"apa": "ktp", "alasan": "hilang", "tanggal": "2026-08-17"}),
        (
            "id",
            "KTP hilang di kecamatan Slawi",
            {"apa": "ktp", "alasan": "hilang", "wilayah": "Slawi, Kabupaten Tegal (33.28.10)"},
        ),
        ("id", "hilang kemarin", {"alasan": "hilang", "tanggal": "2026-11-23"}),
        ("id", "KTP besok", {"apa": "ktp"}),
        ("id", "KTP yang sekarang", {"apa": "ktp"}),
        ("id", "ada tiga kartu", {}),
        ("id", "KTP dua jam", {"apa": "ktp"}),
        ("en", "my identity card was stolen yesterday", {"apa": "ktp", "alasan": "hilang", "tanggal": "2026-11-23"}),
        ("en", "driving licence broken three days ago", {"apa": "sim", "alasan": "rusak", "tanggal": "2026-11-21"}),
        ("en", "the second one", {"apa": "sim"}),
    ],
)
def test_one_breath(flow: Flow, language: str, text: str, slots: dict[str, Any]) -> None:
    """Exactly these; today is 24 November 2026."""
    caller = Caller(flow, language=language)
    caller.tell(SpeechHeard(text, 0.9))
    assert caller.session.slots == slots


def test_what_was_said_in_passing_is_not_asked_again(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(SpeechHeard("kehilangan KTP di pasar kemarin", 0.9))
    assert "Jam berapa?" in caller.heard


def test_half_heard_words_are_asked_back_with_all_that_was_found(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(SpeechHeard("KTP hilang kemarin", 0.6))
    assert "Barang: KTP; Alasan: hilang; Tanggal kejadian: 23 November 2026" in caller.heard
    assert caller.session.slots == {}
    caller.tell(SpeechHeard("ya", 0.9))
    assert caller.session.slots == {"apa": "ktp", "alasan": "hilang", "tanggal": "2026-11-23"}


@pytest.mark.parametrize(
    ("text", "slot", "value", "heard"),
    [
        ("bukan, alasannya rusak", "alasan", "rusak", "Di mana?"),
        ("salah, alasannya harusnya rusak", "alasan", "rusak", "Di mana?"),
        ("bukan, tanggalnya dua puluh November dua ribu dua puluh enam", "tanggal", "2026-11-20", "Di mana?"),
        ("bukan, jamnya jam sembilan pagi", "jam", "09:00", "Di mana?"),
        ("bukan, barangnya SIM", "apa", "sim", "Di mana?"),
        ("bukan, tanggalnya salah", "tanggal", None, "Kapan?"),
        ("tidak, alasannya keliru", "alasan", None, "Alasannya?"),
    ],
)
def test_an_answer_is_taken_back(flow: Flow, text: str, slot: str, value: Any, heard: str) -> None:
    caller = Caller(flow)
    caller.tell(SpeechHeard("KTP hilang kemarin jam delapan malam", 0.9))
    caller.tell(SpeechHeard(text, 0.9))
    assert caller.session.slots.get(slot) == value
    assert heard in caller.heard


NUMBERS = """
  first:
    form:
      fields:
        - {slot: telepon, type: phone, label: {id: Nomor telepon, en: Telephone number}, ask: {id: "Telepon?", en: "Telephone?"}}
        - {slot: rumah, type: digits, label: {id: Alamat rumah, en: House}, ask: {id: "Rumah?", en: "House?"}}
    next: bye
"""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bukan, nomornya salah", None),
        ("bukan, nomornya nol delapan satu dua sembilan delapan tujuh enam lima empat tiga dua", "+6281298765432"),
    ],
)
def test_a_number_is_taken_back_by_half_its_name(text: str, kept: str | None) -> None:
    caller = Caller(flow_of(NUMBERS), caller={**MOBILE, "mobile": False})
    caller.tell(SpeechHeard("nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol", 0.9))
    caller.tell(SpeechHeard(text, 0.9))
    assert caller.session.slots.get("telepon") == kept
