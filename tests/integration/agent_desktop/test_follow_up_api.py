"""The desk's API of callbacks and voicemails: what is shown, who may do what, and who may listen."""

import pytest

from telephony.carrier import CarrierError
from tests.fixtures.desk import RECORDING
from tests.fixtures.desk_web import Browser, desk_web, signed_in
from tests.integration.agent_desktop.owed import promise


@pytest.fixture
def web(scene, tmp_path):
    return desk_web(scene, tmp_path)


def listed(browser) -> list[dict]:
    return browser.get("follow-ups").json["follow_ups"]


def test_what_is_due_stands_on_top_and_no_whole_number_is_shown(scene, web):
    sari = signed_in(web, "sari")
    call = scene.call(1)
    scene.say(call, "mau ganti KTP", {"service": "DUK-02"})
    voicemail = promise(scene, call, "voicemail")
    later = scene.clock.now().replace(hour=9)
    not_yet = promise(scene, scene.call(2), number="+628123456001", not_before=later, not_after=later)
    soon = promise(scene, scene.call(3), number="+628123456002", not_after=later)
    late = promise(scene, scene.call(4), number="+628123456003")
    shown = listed(sari)
    assert [each["id"] for each in shown] == [late, soon, voicemail, not_yet]
    said = shown[2]
    assert (said["kind"], said["seconds"], said["service"], said["heard"]) == (
        "voicemail",
        12,
        "DUK-02",
        ["mau ganti KTP"],
    )
    assert {each["from_masked"] for each in shown} >= {"+62812••••003"}
    assert "+628123456" not in str(shown)
    assert scene.shown(scene.agents[0])["follow_ups"]["count"] == 4


def test_one_takes_it_and_the_other_sees_who_has_it(scene, web):
    sari, budi = signed_in(web, "sari"), signed_in(web, "budi")
    wanted = promise(scene, scene.call())
    before = scene.shown(scene.agents[0])["follow_ups"]["version"]
    scene.clock.advance(1)
    assert sari.post(f"follow-ups/{wanted}/take").status_code == 204
    assert scene.shown(scene.agents[0])["follow_ups"]["version"] != before
    lost = budi.post(f"follow-ups/{wanted}/take")
    assert (lost.status_code, lost.json["error"]["code"]) == (409, "already_taken")
    assert listed(sari)[0]["taken_by"] == {"me": True, "name": "Sari"}
    assert listed(budi)[0]["taken_by"] == {"me": False, "name": "Sari"}
    assert budi.post(f"follow-ups/{wanted}/outcome", {"outcome": "done"}).status_code == 409
    assert sari.post(f"follow-ups/{wanted}/give-back").status_code == 204
    assert listed(budi)[0]["taken_by"] is None
    assert budi.post(f"follow-ups/{wanted}/take").status_code == 204
    assert budi.post(f"follow-ups/{wanted}/outcome", {"outcome": "closed"}).status_code == 204
    assert listed(sari) == []


def test_the_call_makes_the_callers_card_the_agents(scene, web):
    sari = signed_in(web, "sari")
    call = scene.call()
    scene.say(call, "mau ganti KTP", {"service": "DUK-02"})
    wanted = promise(scene, call)
    sari.post(f"follow-ups/{wanted}/take")
    assert sari.get(f"calls/{call}").status_code == 403
    assert sari.post(f"follow-ups/{wanted}/call").status_code == 204
    card = sari.get(f"calls/{call}").json
    assert card["heard"]["service"] == "DUK-02"
    assert scene.shown(scene.agents[0])["call"]["id"] == call


def test_only_who_has_taken_a_voicemail_hears_it(scene, web):
    sari, budi = signed_in(web, "sari"), signed_in(web, "budi")
    wanted = promise(scene, scene.call(), "voicemail")
    path = f"follow-ups/{wanted}/recording"
    assert Browser(web).get(path).status_code == 401
    assert sari.get(path).status_code == 409
    sari.post(f"follow-ups/{wanted}/take")
    heard = sari.get(path)
    assert (heard.status_code, heard.mimetype, heard.data) == (200, "audio/wav", RECORDING)
    assert heard.headers["Cache-Control"] == "private, no-store"
    part = sari.client.get(f"/desk/api/{path}", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, RECORDING[4:8])
    assert budi.get(path).status_code == 409
    scene.carrier.refuses["recording"] = CarrierError("not there yet")
    assert sari.get(path).json["error"]["code"] == "no_recording"
    assert scene.carrier.told.count(("recording", f"RE{wanted}")) == 2


def test_a_callback_has_no_recording_and_what_is_not_there_is_told(scene, web):
    sari = signed_in(web, "sari")
    wanted = promise(scene, scene.call())
    sari.post(f"follow-ups/{wanted}/take")
    assert sari.get(f"follow-ups/{wanted}/recording").status_code == 404
    for word in ("take", "give-back", "call"):
        assert sari.post(f"follow-ups/{'0' * 32}/{word}").status_code == 404
    assert sari.post(f"follow-ups/{wanted}/outcome", {"outcome": "later"}).status_code == 400


def test_nothing_is_changed_without_the_token(scene, web):
    sari = signed_in(web, "sari")
    wanted = promise(scene, scene.call())
    assert sari.post(f"follow-ups/{wanted}/take", token="").status_code == 400
    assert listed(sari)[0]["taken_by"] is None


def test_a_caller_without_a_number_that_can_be_called(scene, web):
    sari = signed_in(web, "sari")
    wanted = promise(scene, scene.call(), "voicemail", number="")
    sari.post(f"follow-ups/{wanted}/take")
    assert listed(sari)[0]["can_call"] is False
    refused = sari.post(f"follow-ups/{wanted}/call")
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "no_number_to_call")
