"""Reading back: all correct, one item wrong by number or by words, and what follows from a correction."""

import pytest

from ivr.effects import Part, RecordVoice, SubmitCase
from ivr.events import CaseSubmitted, DigitsEntered, Event, Recorded, SpeechHeard
from ivr.flow import Flow
from tests.unit.ivr.house import Caller, flow_of

KEY, SAY = DigitsEntered, SpeechHeard
NIK = "3328014107900001"
NODES = """
  first: {set: {service: DUK-02, nik: "3328014107900001", alasan: rusak}, next: check}
  check: {read_back: {service: service}, confirmed: bye, given_up: to_agent}
"""
VOICE = """
  first:
    form: {fields: [{slot: uraian, type: text, label: {id: Pengaduan, en: Complaint}, ask: {id: "Ceritakan.", en: "Tell."}}]}
    next: check
  check: {read_back: {slots: [uraian]}, confirmed: bye, given_up: to_agent}
"""


@pytest.fixture(scope="module")
def flow() -> Flow:
    return flow_of(NODES)


def test_items_are_said_in_order_and_secrets_only_by_their_end(flow: Flow) -> None:
    caller = Caller(flow)
    caller.tell(KEY("*"))
    caller.tell(KEY("9"))
    caller.tell(KEY("*"))
    assert "1: nik: berakhir nol nol satu 2: alasan: rusak" in caller.heard
    assert "tiga tiga dua delapan" not in caller.heard


@pytest.mark.parametrize(
    ("events", "node", "slots"),
    [
        ([KEY("1")], "bye", {"nik": NIK, "alasan": "rusak"}),
        ([SAY("ya betul", 0.9)], "bye", {"alasan": "rusak"}),
        ([KEY("2"), KEY("2")], "check", {"nik": NIK}),
        ([KEY("2"), KEY("2"), KEY("2"), KEY("1")], "bye", {"alasan": "rusak"}),
        (
            [KEY("2"), KEY("2"), KEY("1"), KEY("01102026"), KEY("1")],
            "bye",
            {"alasan": "hilang", "tanggal_surat": "2026-10-01"},
        ),
        ([SAY("bukan, alasan hilang", 0.9), KEY("01102026"), KEY("1")], "bye", {"alasan": "hilang", "nik": NIK}),
        ([SAY("nik salah", 0.9), KEY("3328014107900002"), KEY("1")], "bye", {"nik": "3328014107900002"}),
        ([KEY("2"), SAY("alasan", 0.9), KEY("2"), KEY("1")], "bye", {"alasan": "rusak"}),
        ([KEY("2"), KEY("2"), KEY("2")] * 5, "to_agent", {}),
        ([KEY("0")], "to_agent", {"nik": NIK}),
        ([KEY("9")] * 3, "@to_agent", {}),
    ],
)
def test_corrections(flow: Flow, events: list[Event], node: str, slots: dict[str, str]) -> None:
    caller = Caller(flow)
    for event in events:
        if caller.session.wait.kind == "collect":
            caller.tell(event)
    assert caller.session.node == node
    assert slots.items() <= caller.session.slots.items()


def test_a_correction_forgets_what_it_makes_pointless(flow: Flow) -> None:
    caller = Caller(flow)
    for event in (KEY("2"), KEY("2"), KEY("1"), KEY("01102026"), SAY("alasan rusak", 0.9)):
        caller.tell(event)
    assert "tanggal_surat" not in caller.session.slots
    assert caller.session.slots["alasan"] == "rusak"


def test_a_recording_is_played_and_can_be_made_again() -> None:
    caller = Caller(flow_of(VOICE))
    caller.tell(Recorded("r1", 9.0))
    assert Part("", "id", "", "r1") in caller.wait.parts
    caller.tell(KEY("2"))
    assert isinstance(caller.wait, RecordVoice)
    caller.tell(Recorded("r2", 9.0))
    assert Part("", "id", "", "r2") in caller.wait.parts
    caller.tell(KEY("1"))
    assert caller.session.node == "bye"


def test_what_was_confirmed_goes_along_with_the_filing_once() -> None:
    filing = NODES.replace("confirmed: bye", "confirmed: file") + (
        "  file: {submit: {service: service, into: case}, done: again, failed: to_agent}\n"
        "  again: {submit: {service: service, into: case}, done: bye, failed: to_agent}\n"
    )
    caller = Caller(flow_of(filing))
    caller.tell(KEY("1"))
    assert isinstance(caller.wait, SubmitCase)
    proof = caller.wait.read_back
    assert proof is not None
    assert proof["fields"] == ["nik", "alasan"]
    assert (proof["node"], proof["language"], proof["revision"]) == ("check", "id", caller.flow.revision)
    said = " ".join(proof["said"])
    assert "alasan: rusak" in said and NIK not in said and "tiga tiga dua delapan" not in said
    assert proof["at"].startswith("20")
    caller.tell(CaseSubmitted("done", "2600420", {}))
    assert isinstance(caller.wait, SubmitCase)
    assert caller.wait.read_back is None
