"""The desk's JSON API: shapes, refusals, who may do what."""

from datetime import timedelta

import pytest

from knowledge_base import directory
from tests.fixtures.desk import START
from tests.fixtures.desk_web import Browser, desk_web, signed_in

OFFER = "0" * 32
CALL = "0" * 31 + "1"
CHANGES = [
    ("presence", {"state": "ready"}),
    (f"offers/{OFFER}/accept", None),
    (f"offers/{OFFER}/decline", None),
    ("call/hang-up", None),
    ("wrap-up", {"code": "answered", "note": ""}),
    ("wrap-up/extend", None),
    (f"calls/{CALL}/notes", {"text": "x"}),
    ("cases", {"call_id": CALL, "service": "DUK-02", "slots": {}, "key": "k" * 16}),
    ("cases/26-0001-1/message", {"call_id": CALL}),
    ("outside/listrik/told", {"call_id": CALL}),
    (f"follow-ups/{CALL}/take", None),
    (f"follow-ups/{CALL}/give-back", None),
    (f"follow-ups/{CALL}/call", None),
    (f"follow-ups/{CALL}/outcome", {"outcome": "done"}),
]
READS = [
    "me",
    "ticket",
    "services",
    "services/DUK-02",
    f"calls/{CALL}",
    "cases/26-0001-1",
    "follow-ups",
    f"follow-ups/{CALL}/recording",
]


pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def app(scene, tmp_path):
    return desk_web(scene, tmp_path)


@pytest.fixture
def sari(app):
    return signed_in(app, "sari")


@pytest.mark.parametrize("path", READS)
def test_a_stranger_reads_nothing(app, path):
    answer = Browser(app).get(path)
    assert answer.status_code == 401
    assert set(answer.json["error"]) == {"code", "id", "en"}


@pytest.mark.parametrize(("path", "body"), CHANGES)
def test_a_stranger_changes_nothing(app, path, body):
    browser = Browser(app)
    form = browser.client.get("/desk/login").get_data(as_text=True)
    browser.token = form.split('name="csrf_token" value="')[1].split('"')[0]
    assert browser.post(path, body).status_code == 401


@pytest.mark.parametrize(("path", "body"), CHANGES)
def test_a_change_needs_the_pages_token(sari, path, body):
    assert sari.post(path, body, token="").status_code == 400
    assert sari.post(path, body, token="f" * 64).status_code == 400


def test_me(sari, scene):
    me = sari.get("me").json
    assert me["user"] == {
        "id": scene.agents[0].id, "username": "sari", "name": "Sari", "role": "agent", "language": "id",
    }  # fmt: skip
    assert (me["demo"], me["carrier"], me["hotline_number"]) == (True, "local", "112")
    assert len(me["wrap_up_codes"]) == 9
    assert me["wrap_up_codes"][0] == {
        "code": "answered", "label": {"id": "Pertanyaan terjawab", "en": "Question answered"},
    }  # fmt: skip


def test_ticket_is_of_the_agents_own_line(sari):
    assert sari.get("ticket").json == {"url": "ws://127.0.0.1/line", "token": "token-of-sari"}


@pytest.mark.parametrize(
    "body", [None, [], "ready", {}, {"state": "talking"}, {"state": "ready", "more": 1}, {"state": None}]
)
def test_a_body_that_cannot_be_read_is_refused_in_both_languages(sari, body):
    answer = sari.post("presence", body)
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "unreadable"
    assert answer.json["error"]["id"] != answer.json["error"]["en"]


def test_accept_talk_hang_up_wrap_up(app, sari, scene):
    assert sari.post("presence", {"state": "ready"}).status_code == 204
    call = scene.call()
    scene.desk.tick()
    offer = scene.shown(scene.agents[0])["offer"]
    assert offer["from_masked"] == "+62812••••890"
    assert sari.post(f"offers/{offer['id']}/accept").status_code == 204
    again = sari.post(f"offers/{offer['id']}/accept")
    assert (again.status_code, again.json["error"]["code"]) == (409, "offer_gone")
    scene.joined(call)
    assert sari.post("presence", {"state": "not_ready"}).json["error"]["code"] == "busy"
    assert sari.post("call/hang-up").status_code == 204
    assert sari.post("call/hang-up").json["error"]["code"] == "not_in_call"
    assert sari.post("wrap-up", {"code": "nonsense", "note": ""}).status_code == 422
    assert sari.post("wrap-up/extend").status_code == 204
    assert sari.post("wrap-up/extend").status_code == 409
    assert sari.post("wrap-up", {"code": "answered", "note": "ok"}).status_code == 204
    assert scene.shown(scene.agents[0])["presence"]["state"] == "ready"


def test_services_are_found_and_shown(sari):
    found = sari.get("services?q=bikin%20ktp%20ilang&language=id").json["services"]
    assert found[0]["code"] == "DUK-02"
    assert set(found[0]) == {"code", "name", "agency", "agency_name", "score"}
    shown = sari.get("services/DUK-02?language=en").json
    assert {"requirements", "fee", "time_limit", "where", "legal", "unverified"} <= shown["card"].keys()
    names = {
        "name",
        "type",
        "label",
        "ask",
        "required",
        "required_if",
        "later",
        "options",
        "class",
        "min",
        "max",
        "appointment",
    }
    assert all(set(field) == names for field in shown["fields"])
    assert "ART-01" in [article["code"] for article in shown["articles"]]
    letter = next(field for field in shown["fields"] if field["name"] == "nomor_surat_kehilangan")
    assert (letter["later"], letter["required"], letter["required_if"]) == (True, False, None)
    assert sari.get("services/NONE").status_code == 404


def test_an_empty_question_lists_services(sari):
    assert len(sari.get("services?q=").json["services"]) >= 10


def test_a_call_is_shown_to_whom_it_was_offered_alone(app, sari, scene):
    budi = signed_in(app, "budi")
    scene.ready(scene.agents[0])
    call = scene.call()
    scene.say(call, "mau ganti KTP", {"service": "DUK-02", "alasan": "hilang"})
    scene.desk.tick()
    shown = sari.get(f"calls/{call}").json
    assert shown["call"]["from_masked"].endswith("890")
    assert "+628123456890" not in str(shown)
    assert shown["heard"]["service"] == "DUK-02"
    assert shown["heard"]["slots"] == {"alasan": {"value": "hilang", "source": "ivr"}}
    assert [(line["who"], line["text"]) for line in shown["transcript"]] == [
        ("caller", "mau ganti KTP"), ("ivr", "Baik."),
    ]  # fmt: skip
    assert scene.shown(scene.agents[0])["offer"]["heard"] == ["mau ganti KTP"]
    refused = budi.get(f"calls/{call}")
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "not_your_call")
    assert budi.post(f"calls/{call}/notes", {"text": "x"}).status_code == 403
    assert sari.get("calls/" + "f" * 32).status_code == 404


def test_notes_are_kept_for_the_call_and_shown_to_the_next_agent(app, sari, scene):
    call = scene.talk()
    sari.post(f"calls/{call}/notes", {"text": "first"})
    assert sari.post(f"calls/{call}/notes", {"text": "second"}).status_code == 204
    assert sari.get(f"calls/{call}").json["note"] == "second"
    assert sari.post(f"calls/{call}/notes", {"text": "x" * 4001}).status_code == 400


def test_earlier_contacts_of_the_same_number_are_seen(app, sari, scene):
    scene.talk()
    sari.post("call/hang-up")
    sari.post("wrap-up", {"code": "referred", "note": "promised a form"})
    later = scene.call(2)
    scene.desk.tick()
    contact = sari.get(f"calls/{later}").json["contacts"][0]
    assert contact["queue"] == {"id": "umum", "en": "umum"}, "where nobody has named it"
    assert (contact["wrap_up"], contact["note"]) == ("referred", "promised a form")


def test_how_sure_it_is_who_calls_and_what_was_said_are_seen(app, sari, scene):
    call = scene.talk()
    scene.say(call, "ka te apa", {}, unclear=True, verified=2)
    shown = sari.get(f"calls/{call}").json
    assert shown["heard"]["verified"] == 2
    assert [(line["who"], line["unclear"]) for line in shown["transcript"]] == [("caller", True), ("ivr", False)]


def test_whose_matter_it_is_when_it_is_not_ours_is_found_and_counted(app, sari, scene):
    shown = sari.get("services?q=listrik%20padam&language=en").json
    assert shown["services"] == []
    outside = shown["outside"]
    assert (outside["unverified"], [one["number"] for one in outside["numbers"]][:1]) == (True, ["123"])
    assert sari.get("services?q=bikin%20ktp%20ilang").json["outside"] is None
    call = scene.talk()
    told = f"outside/{outside['code']}/told"
    assert sari.post(told, {"call_id": call}).status_code == 204
    assert sari.post(told, {"call_id": call}).status_code == 204
    assert sari.post(told, {"call_id": "f" * 32}).status_code == 404
    assert sari.post("outside/nobody/told", {"call_id": call}).status_code == 404
    with scene.database.read() as conn:
        assert directory.counted(conn, START, scene.clock.now() + timedelta(days=1)) == {outside["code"]: 1}
