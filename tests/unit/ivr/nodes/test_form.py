"""Forms: what is asked, in which order, what is passed over, and how answers are taken."""

import pytest

from ivr.effects import Collect, RecordVoice
from ivr.events import DigitsEntered, Event, Recorded, SpeechHeard, WaitTimedOut
from ivr.flow import Flow
from tests.unit.ivr.house import MOBILE, Caller, flow_of

KEY, SAY, SILENCE = DigitsEntered, SpeechHeard, WaitTimedOut()
NIK = "3328014107900001"
SERVICE = """
  first: {set: {service: DUK-02}, next: form}
  form: {form: {service: service}, next: bye}
"""
OWN = """
  first:
    form:
      fields:
        - {slot: kota, type: text, ask: {id: "Di mana?", en: "Where?"}}
        - {slot: ada, type: yes_no, ask: {id: "Ada?", en: "Is it?"}}
        - {slot: telepon, type: phone, optional: true, ask: {id: "Nomor?", en: "Number?"}, when: ada}
    next: bye
"""
CHOOSE = """
  first:
    form: {fields: [{slot: service, type: service, ask: {id: "Layanan apa?", en: "Which service?"}}]}
    next: bye
"""


@pytest.fixture(scope="module")
def flows() -> dict[str, Flow]:
    return {"service": flow_of(SERVICE), "own": flow_of(OWN), "choose": flow_of(CHOOSE)}


def test_every_field_that_applies_is_asked_in_order(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["service"])
    assert "Apa nik?" in caller.heard
    caller.tell(KEY(NIK))
    assert "Apa alasan?" in caller.heard
    caller.tell(KEY("1"))
    assert "Apa tanggal_surat?" in caller.heard
    caller.tell(KEY("01102026"))
    assert caller.session.node == "bye"
    assert caller.session.slots == {"service": "DUK-02", "nik": NIK, "alasan": "hilang", "tanggal_surat": "2026-10-01"}
    assert caller.session.owed == ("foto",)


def test_a_condition_that_does_not_hold_passes_a_field_over(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["service"])
    caller.tell(KEY(NIK))
    caller.tell(SAY("rusak", 0.9))
    assert caller.session.node == "bye"
    assert "tanggal_surat" not in caller.session.slots


@pytest.mark.parametrize(
    ("events", "node", "slots"),
    [
        ([KEY("123", "#")], "form", {}),
        ([KEY("123", "#")] * 3, "@to_agent", {}),
        ([SILENCE] * 3, "@silent_end", {}),
        ([KEY(NIK), SAY("rusak", 0.5), SAY("ya")], "bye", {"alasan": "rusak"}),
        ([KEY(NIK), SAY("rusak", 0.5), KEY("2"), KEY("2")], "bye", {"alasan": "rusak"}),
        ([KEY(NIK), KEY("7"), KEY("2")], "bye", {"alasan": "rusak"}),
        ([KEY(NIK), KEY("0")], "to_agent", {"nik": NIK}),
        ([KEY("0", "#"), KEY(NIK)], "form", {"nik": NIK}),
        ([KEY("", "#")], "home", {}),
    ],
)
def test_answers_and_repair(flows: dict[str, Flow], events: list[Event], node: str, slots: dict[str, str]) -> None:
    caller = Caller(flows["service"])
    for event in events:
        caller.tell(event)
    assert caller.session.node == node
    assert slots.items() <= caller.session.slots.items()


def test_free_words_are_recorded_and_the_rest_is_asked(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["own"], caller=MOBILE)
    assert isinstance(caller.wait, RecordVoice)
    caller.tell(WaitTimedOut())
    assert isinstance(caller.wait, RecordVoice)
    caller.tell(Recorded("r1", 8.0, "#"))
    assert caller.session.slots["kota"] == {"recording": "r1", "seconds": 8.0}
    caller.tell(KEY("1"))
    wait = caller.wait
    assert isinstance(wait, Collect)
    assert (wait.finish_on, wait.max_digits) == ("", 1)
    assert "pakai nomor yang sekarang" in caller.heard


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        (KEY("1", "#"), "+6281234567890"),
        (KEY("1"), "+6281234567890"),
        (KEY("081298765432", "#"), "+6281298765432"),
        (SAY("iya betul", 0.9), "+6281234567890"),
        (KEY("#"), None),
        (SAY("lewati", 0.9), None),
    ],
)
def test_own_number_another_number_or_none(flows: dict[str, Flow], answer: Event, number: str | None) -> None:
    caller = Caller(flows["own"], caller=MOBILE)
    caller.tell(Recorded("r1", 8.0))
    caller.tell(SAY("ya", 0.9))
    caller.tell(answer)
    assert caller.session.node == "bye"
    assert caller.session.slots["telepon"] == number


@pytest.mark.parametrize("refusal", [KEY("2"), SAY("tidak", 0.9), SAY("nggak, bukan nomor ini", 0.9)])
def test_who_refuses_the_own_number_is_asked_for_another(flows: dict[str, Flow], refusal: Event) -> None:
    caller = Caller(flows["own"], caller=MOBILE)
    caller.tell(Recorded("r1", 8.0))
    caller.tell(SAY("ya", 0.9))
    caller.tell(refusal)
    assert "Nomor?" in caller.heard
    assert "pakai nomor yang sekarang" not in caller.heard
    caller.tell(KEY("081", "#"))
    assert "pakai nomor yang sekarang" not in caller.heard
    caller.tell(KEY("081298765432", "#"))
    assert caller.session.slots["telepon"] == "+6281298765432"


def test_what_a_recogniser_wrote_down_goes_with_the_recording(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["own"])
    caller.tell(Recorded("r1", 8.0, "#", "kota  semarang"))
    assert caller.session.slots["kota"] == {"recording": "r1", "seconds": 8.0, "text": "kota semarang"}


def test_a_command_key_ends_a_recording_as_that_command(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["own"])
    caller.tell(Recorded("r1", 2.0, "0"))
    assert caller.session.node == "to_agent"
    assert "kota" not in caller.session.slots


def test_a_service_is_chosen_by_key_alone(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["choose"])
    caller.tell(KEY("*"))
    assert "Kependudukan" in caller.heard
    caller.tell(KEY("1"))
    assert "Akta kelahiran" in caller.heard
    assert "Layanan apa?" not in caller.heard
    caller.tell(KEY("2"))
    assert caller.session.slots["service"] == "DUK-04"


def test_a_service_is_chosen_by_saying_it(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["choose"])
    caller.tell(SAY("bayar pajak", 0.9))
    assert caller.session.slots["service"] == "PDT-01"


def test_an_earlier_answer_is_taken_back(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["service"])
    caller.tell(KEY(NIK))
    caller.tell(KEY("1"))
    caller.tell(SAY("bukan, nik salah", 0.9))
    assert "Apa nik?" in caller.heard
    assert caller.session.slots == {"service": "DUK-02", "alasan": "hilang"}
    caller.tell(KEY(NIK))
    caller.tell(SAY("bukan, alasan rusak", 0.9))
    assert caller.session.node == "bye"
    assert caller.session.slots["alasan"] == "rusak"


def test_secret_answers_stay_out_of_the_transcript(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["service"])
    caller.tell(KEY(NIK))
    said = [line["text"] for line in caller.session.heard if line["who"] == "caller"]
    assert said == ["*" * 16]


def test_a_recogniser_gets_the_answers_and_the_commands_within_the_carriers_limit(flows: dict[str, Flow]) -> None:
    caller = Caller(flows["service"])
    caller.tell(KEY(NIK))
    hints = caller.wait.hints
    assert hints[0] == "hilang"
    assert {"rusak", "petugas", "ulangi"} <= set(hints)
    caller = Caller(flows["choose"])
    hints = caller.wait.hints
    assert {"KTP hilang", "menu utama"} <= set(hints)
    assert len(hints) <= 500
    assert max(map(len, hints)) <= 100


@pytest.mark.parametrize(("key", "node"), [("0", "to_agent"), ("#", "home"), ("*", "first"), ("5", "first")])
def test_keys_pressed_before_a_recording_begins(flows: dict[str, Flow], key: str, node: str) -> None:
    """What is said before the tone can be left; "*" says it once more, another key is no answer."""
    caller = Caller(flows["own"])
    said = caller.heard
    caller.tell(KEY(key))
    assert caller.session.node == node
    if key == "*":
        assert caller.heard == said
    if key == "5":
        assert "Mohon ucapkan" in caller.heard
        assert isinstance(caller.wait, RecordVoice)


@pytest.mark.parametrize(
    ("event", "node"),
    [
        (KEY("0"), "to_agent"),  # alone, then silence
        (KEY("0", "#"), "first"),  # entered
        (KEY("081"), "first"),
        (KEY("*"), "first"),
        (KEY("1*2", "#"), "first"),
        (KEY("", "#"), "home"),  # with nothing entered
        (KEY("12", "#"), "bye"),
        (KEY("12"), "bye"),
    ],
)
def test_command_keys_count_only_alone_while_digits_are_collected(event: Event, node: str) -> None:
    flow = flow_of(
        '  first: {form: {fields: [{slot: nomor, type: digits, min: 2, max: 2, ask: {id: "Nomor?", en: "Number?"}}]}, next: bye}\n'
    )
    caller = Caller(flow)
    caller.tell(event)
    assert caller.session.node == node
    assert caller.session.slots.get("nomor") == ("12" if node == "bye" else None)
