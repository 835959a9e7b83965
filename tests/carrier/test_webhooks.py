"""How the carrier asks: time-out, retry, fallback, redirects, cookies, content types."""

import socket
import threading

import pytest
from werkzeug.wrappers import Response

from tests.carrier.application import xml
from tests.carrier.hearing import clarity
from tests.sound import chirps, to_wav

OK = "<Pause length='60'/>"


@pytest.fixture
def impatient(new_world):
    """A carrier whose 15 s are 1 s."""
    return new_world(webhook_timeout_s=1.0)


def test_the_first_document_is_asked_with_status_ringing(world):
    """The voice webhook comes before the answer; unknown parameters such as Caller and Called are part of the signature."""
    caller = world.call(OK)
    voice = world.app.asked("/voice")[0]
    assert voice.values["CallStatus"] == "ringing"
    assert (voice.values["Caller"], voice.values["Called"]) == (voice.values["From"], voice.values["To"])
    assert voice.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert voice.valid
    caller.hangs_up()


def test_a_webhook_that_takes_too_long_goes_to_the_fallback(impatient):
    """15 s in all, then the fallback with ErrorCode 11203 and ErrorUrl; it is not asked twice."""
    held = threading.Event()
    impatient.app.answers["/voice"] = lambda webhook: held.wait(20) and xml("")
    impatient.app.answers["/fallback"] = OK
    caller = impatient.phone()
    caller.dials()
    values = impatient.app.wait_for("/fallback").values
    held.set()
    assert (values["ErrorCode"], values["ErrorUrl"]) == ("11203", f"{impatient.app.base}/voice")
    assert len(impatient.app.asked("/voice")) == 1


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response("no", status=500), "11200"),
        (Response("no", status=404), "11200"),
        (Response("<Response><Say>", mimetype="text/xml"), "12100"),
        (Response("<Other/>", mimetype="text/xml"), "12100"),
        (Response("<Response>" + " " * 65536 + "</Response>", mimetype="text/xml"), "12100"),
        (Response("<Response><Shout/></Response>", mimetype="text/xml"), "12200"),
        (Response("{}", mimetype="application/json"), "12300"),
        (Response("", status=302, headers={"Location": "/voice"}), "11215"),
    ],
)
def test_what_cannot_be_used_goes_to_the_fallback(world, answer, code):
    """ErrorCode by kind: 11200 non-2xx, 11215 redirects, 12100 parse, 12200 schema, 12300 content type."""
    world.app.answers["/fallback"] = OK
    world.app.answers["/voice"] = answer
    caller = world.phone()
    caller.dials()
    values = world.app.wait_for("/fallback").values
    assert (values["ErrorCode"], values["CallSid"]) == (code, caller.call)


def test_a_refused_connection_is_11205(new_world, free_port):
    world = new_world(voice_url=f"http://127.0.0.1:{free_port()}/voice")
    world.app.answers["/fallback"] = OK
    world.phone().dials()
    assert world.app.wait_for("/fallback").values["ErrorCode"] == "11205"


def test_a_broken_connection_is_tried_once_more_with_the_same_token(new_world):
    """Default one retry: a webhook can arrive twice."""
    server = socket.create_server(("127.0.0.1", 0))
    world = new_world(voice_url=f"http://127.0.0.1:{server.getsockname()[1]}/voice")
    requests: list[bytes] = []

    def break_once() -> None:
        for answer in (b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 11\r\n\r\n<Response/>"):
            connection, _ = server.accept()
            with connection:
                requests.append(connection.recv(65536))
                connection.sendall(answer)

    thread = threading.Thread(target=break_once)
    thread.start()
    caller = world.phone()
    caller.dials()
    caller.hears_of("ended")
    thread.join()
    server.close()
    token = [line for r in requests for line in r.split(b"\r\n") if line.startswith(b"I-Twilio-Idempotency-Token")]
    assert len(token) == 2
    assert token[0] == token[1]


def test_a_failure_of_the_fallback_is_spoken_and_ends_the_call(world):
    """Without a usable fallback the caller hears an error and is cut off."""
    world.app.answers["/voice"] = world.app.answers["/fallback"] = Response("", status=500)
    caller = world.phone()
    caller.dials()
    assert caller.hears_of("ended")["status"] == "completed"
    assert abs(caller.heard).max() > 0.1
    assert len(world.app.asked("/fallback")) == 1
    assert world.final(caller)["CallStatus"] == "completed"


def test_a_sound_that_cannot_be_had_goes_to_the_fallback(world):
    world.app.answers["/fallback"] = OK
    world.app.answers["/missing.wav"] = Response("", status=404)
    world.call("<Gather timeout='60'><Play>/missing.wav</Play></Gather>")
    values = world.app.wait_for("/fallback").values
    assert (values["ErrorCode"], values["ErrorUrl"]) == ("11200", f"{world.app.base}/missing.wav")


def test_a_voice_that_fails_goes_to_the_fallback(new_world):
    async def mute(text: str, language: str) -> bytes:
        raise TimeoutError("the speech service does not answer")

    world = new_world(synthesise=mute)
    world.app.answers["/fallback"] = OK
    world.call("<Say>x</Say>")
    world.app.wait_for("/fallback")


def test_redirects_are_followed_and_cookies_kept(world):
    """Cookies are kept for the call; a 307 repeats the form."""
    moved = Response("", status=307, headers={"Location": "/moved", "Set-Cookie": "session=abc"})
    world.app.answers["/voice"] = moved
    world.app.answers["/moved"] = "<Redirect>/next</Redirect>"
    caller = world.phone()
    caller.dials()
    after = world.app.wait_for("/next")
    assert world.app.asked("/moved")[0].values["CallSid"] == caller.call
    assert after.headers["Cookie"] == "session=abc"
    assert all(webhook.valid for webhook in world.app.log)


def test_audio_is_played_and_plain_text_is_read_aloud(world):
    """Audio types are played; text/plain that is not TwiML is read aloud."""
    sound = chirps(51, 1.0)
    caller = world.call(to_wav(sound))
    caller.hears_of("ended")
    assert clarity(caller.heard, sound) > 0.95


def test_plain_text_is_read_aloud(world):
    caller = world.call(Response("hello there", mimetype="text/plain"))
    caller.hears_of("ended")
    assert abs(caller.heard).max() > 0.1


def test_an_empty_reply_to_an_action_hangs_up(world):
    """Empty reply to an action hangs up."""
    world.app.answers["/empty"] = Response("", mimetype="text/xml")
    caller = world.call("<Redirect>/empty</Redirect>")
    assert caller.hears_of("ended")["status"] == "completed"


@pytest.mark.parametrize(
    "verbs",
    [
        "<Say loop='0'>on and on</Say>",
        "<Play loop='0' digits='123'/>",
        "<Pause length='60'/>",
        "<Gather timeout='60'/>",
        "<Record timeout='0'/>",
        "<Enqueue waitUrl='/wait'>q</Enqueue>",
        "<Enqueue>q</Enqueue>",
        "<Dial><Conference>c</Conference></Dial>",
    ],
)
def test_hang_up_during_any_verb_sends_one_completed_status_callback(world, verbs):
    world.app.answers["/wait"] = OK
    caller = world.call(verbs + "<Redirect>/after</Redirect>")
    caller.has_heard(0.1)
    caller.hangs_up()
    assert world.final(caller)["CallStatus"] == "completed"
    caller.hears_of("ended")
    assert not world.app.asked("/after")
    assert len(world.app.asked("/status")) == 1


def test_a_late_status_never_overwrites_an_earlier_error(world):
    """A leg that has failed stays failed, whatever is asked or told later."""
    call = world.client.calls.create(to="+62999", from_="+62211500112", twiml="<Response/>")
    response = world.rest("POST", f"/Calls/{call.sid}.json", data={"Status": "completed"})
    assert (response.status_code, response.json()["code"]) == (400, 21220)
    assert world.client.calls(call.sid).fetch().status == "failed"
