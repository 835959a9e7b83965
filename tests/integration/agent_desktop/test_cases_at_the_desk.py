"""Filing for the caller: validated, once, told by SMS, looked up."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update

from casework.models import cases
from runtime.models import outbox
from tests.fixtures.desk_web import Browser, catalogue, desk_web, signed_in

KEY = "form-0123456789"


@pytest.fixture
def app(scene, tmp_path):
    return desk_web(scene, tmp_path)


@pytest.fixture
def sari(app):
    return signed_in(app, "sari")


def a_form(call: str, **changes: object) -> dict:
    return {"call_id": call, "service": "DUK-02", "slots": dict(GOOD), "key": KEY} | changes


GOOD = {
    "nik": "3328011502900001",
    "tanggal_lahir": "15-02-1990",
    "alasan": "rusak",
    "telepon": "08123456890",
    "lokasi_ambil": "mpp",
}


def count(scene, table) -> int:
    with scene.database.read() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_case_is_filed_once_and_found_by_its_number(sari, scene):
    call = scene.talk()
    first = sari.post("cases", a_form(call))
    assert first.status_code == 201, first.json
    assert first.json["delivered"] is False
    assert first.json["spoken"].replace(" ", "") == first.json["reference"].replace("-", "")
    again = sari.post("cases", a_form(call))
    assert (again.status_code, again.json["reference"]) == (200, first.json["reference"])
    assert count(scene, cases) == 1
    found = sari.get(f"cases/{first.json['reference']}").json
    assert (found["delivered"], found["attempts"]) == (False, {"count": 0, "failed": False})
    assert sari.get(f"calls/{call}").json["cases"][0]["reference"] == first.json["reference"]


def test_the_second_agent_who_files_the_same_is_told_and_it_is_filed_all_the_same(sari, scene):
    call = scene.talk()
    first = sari.post("cases", a_form(call)).json
    second = sari.post("cases", a_form(call) | {"key": "another-form"})
    assert (first["similar"], second.status_code) == ([], 201)
    assert second.json["similar"] == [first["reference"]]


@pytest.mark.parametrize("level", [0, 2])
def test_whom_the_flow_has_made_sure_of_is_verified_in_the_agents_case_too(sari, scene, level):
    call = scene.talk()
    scene.say(call, "ya", {}, verified=level)
    assert sari.post("cases", a_form(call)).status_code == 201
    with scene.database.read() as conn:
        assert conn.execute(select(cases.c.identity_verified)).scalar_one() is (level == 2)


def test_the_same_form_sent_ten_times_at_once_files_once(app, scene):
    call = scene.talk()
    browsers = [signed_in(app, "sari") for _ in range(2)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: browsers[n % 2].post("cases", a_form(call)), range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json["reference"] for answer in answers}) == 1
    assert (count(scene, cases), count(scene, outbox)) == (1, 1)


def test_wrong_answers_are_named_by_field_in_both_languages(sari, scene):
    call = scene.talk()
    answer = sari.post("cases", a_form(call, slots=GOOD | {"nik": "12", "alasan": "bosan"}))
    assert answer.status_code == 422
    assert {"nik", "alasan"} <= answer.json["errors"].keys()
    assert all(set(words) == {"id", "en"} for words in answer.json["errors"].values())
    assert count(scene, cases) == 0


def test_a_service_that_does_not_exist_is_refused(sari, scene):
    assert sari.post("cases", a_form(scene.talk(), service="NONE")).status_code == 404


def test_only_the_agent_of_the_call_files_for_it(app, scene):
    call = scene.talk()
    assert signed_in(app, "budi").post("cases", a_form(call)).status_code == 403


def test_an_offer_is_not_enough_to_file(sari, scene):
    scene.ready(scene.agents[0])
    call = scene.call()
    scene.desk.tick()
    answer = sari.post("cases", a_form(call))
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "not_accepted")


@pytest.mark.parametrize(
    "change",
    [{"key": "short"}, {"key": "k" * 65}, {"call_id": "x"}, {"slots": {"a": "x" * 4001}}, {"slots": []}, {"extra": 1}],
)
def test_a_form_out_of_bounds_is_refused(sari, scene, change):
    assert sari.post("cases", a_form(scene.talk(), **change)).status_code == 400


def test_the_number_goes_to_the_caller_once_in_the_callers_language(app, sari, scene):
    call = scene.talk()
    scene.say(call, "ganti KTP", {})
    reference = sari.post("cases", a_form(call)).json["reference"]
    for _ in range(2):
        assert sari.post(f"cases/{reference}/message", {"call_id": call}).status_code == 204
    with scene.database.read() as conn:
        messages = conn.execute(select(outbox.c.payload).where(outbox.c.kind == "send_message")).scalars().all()
    name = catalogue().services["DUK-02"]["name"]["id"]
    text = f"{name}: nomor permohonan Anda {reference}. Simpan untuk menanyakan status. http://127.0.0.1:8000/status"
    assert messages == [{"to": "+628123456890", "text": text, "call_id": call}]
    assert app.extensions["woken"]


def test_a_number_of_another_call_is_not_sent(sari, scene):
    call = scene.talk()
    assert sari.post("cases/26-0001-1/message", {"call_id": call}).json["error"]["code"] == "no_such_case"
    assert sari.get("cases/26-0001-1").status_code == 404


def test_who_works_on_the_agencys_cases_notes_a_payment_and_nobody_else(sari, app, scene):
    reference = sari.post("cases", a_form(scene.talk())).json["reference"]
    with scene.database.begin() as conn:
        conn.execute(update(cases).values(fee={"amount": 50_000, "status": "owed", "note": None}))
    assert sari.get(f"cases/{reference}").json["fee"] == {"amount": 50_000, "status": "owed", "note": None}
    paid = {"amount": 50_000, "receipt": "KW-1"}
    assert sari.post(f"cases/{reference}/payment", paid).status_code == 403
    chief, own, other = Browser(app), Browser(app), Browser(app)
    tokens = re.compile(r"name=\"csrf_token\" value=\"([^\"]+)\"")
    for browser, name in ((chief, "supervisor"), (own, "officer"), (other, "officer2")):
        assert browser.sign_in(name, f"{name}-demo").status_code == 303
        browser.token = browser.token or tokens.search(browser.client.get("/desk/knowledge").text)[1]
    answer = other.post(f"cases/{reference}/payment", paid)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "not_your_agency")
    assert chief.post(f"cases/{reference}/payment", {**paid, "receipt": "  "}).status_code == 400
    assert own.post(f"cases/{reference}/payment", paid).json["fee"]["status"] == "paid"
    again = chief.post(f"cases/{reference}/payment", {**paid, "receipt": "KW-2"})
    assert (again.status_code, again.json["error"]["code"]) == (409, "already_paid")
