"""A line: its ticket, its one socket, the leg that outlives a reload, bad input."""

import threading
import time

import jwt
import pytest
import requests

from tests.carrier.hearing import clarity
from tests.carrier.phone import PATIENCE_S, ticket
from tests.carrier.world import CALLER
from tests.sound import chirps, to_wav

STILL = "<Pause length='60'/>"
SOUND = chirps(61, 1.0)


@pytest.mark.parametrize("fault", ["rubbish", "expired", "other secret"])
def test_a_ticket_that_is_not_ours_is_refused(world, fault):
    s = world.settings
    claims = {"iss": s.api_key, "sub": s.account_sid, "exp": 4102444800, "grants": {"identity": "x"}}
    tokens = {
        "rubbish": "x.y.z",
        "expired": ticket(s, "x", ttl=-10),
        "other secret": jwt.encode(claims, "another secret that is long enough", algorithm="HS256"),
    }
    assert world.phone("x", tokens[fault]).is_closed_with() == 4401


def test_a_newer_socket_takes_over_the_live_leg(world):
    """The old socket is closed with 4409; the new one is told the call and hears it at once."""
    world.app.answers["/sound.wav"] = to_wav(SOUND)
    first = world.call("<Play loop='0'>/sound.wav</Play>")
    second = world.phone(CALLER)
    assert second.messages[0] == {"type": "registered", "identity": CALLER, "call": first.call}
    assert first.is_closed_with() == 4409
    assert clarity(second.has_heard(2.2), SOUND) > 0.95
    second.call = first.call
    second.hangs_up()
    world.final(second)


def test_a_socket_that_drops_keeps_the_leg_for_a_while(new_world):
    """Silence in for the grace time, then the leg is hung up and told once."""
    world = new_world(lost_line_s=0.3)
    caller = world.call(STILL)
    caller.drops()
    assert world.final(caller)["CallStatus"] == "completed"
    assert world.rest("GET", "/Calls.json").json()["calls"][0]["status"] == "completed"


def test_a_page_that_comes_back_in_time_goes_on(world):
    caller = world.call("<Gather numDigits='1' timeout='60' action='/answer'/>")
    caller.drops()
    again = world.phone(CALLER)
    again.call = caller.call
    again.presses("8")
    assert world.app.wait_for("/answer").values["Digits"] == "8"


def test_a_page_that_comes_back_while_it_rings_is_rung_again(world):
    desk = world.phone("agent1")
    call = world.client.calls.create(to="client:agent1", from_="+62211500112", twiml=f"<Response>{STILL}</Response>")
    desk.hears_of("incoming")
    again = world.phone("agent1")
    assert again.messages[0]["call"] is None
    assert again.answers() == call.sid


@pytest.mark.parametrize("text", ["no json", "[]", '{"type":"dial"}', '{"type":"unknown"}', '{"type":"digits"}'])
def test_rubbish_on_the_socket_does_no_harm(world, text):
    phone = world.phone()
    phone.socket.send(text)
    phone.socket.send(b"short")
    world.app.answers["/voice"] = STILL
    phone.dials()


def test_a_busy_line_cannot_dial_again(world):
    caller = world.call(STILL)
    caller.send("dial", to="+62211500112")
    assert "busy" in caller.hears_of("error")["text"]


def test_another_calls_name_does_nothing(world):
    caller = world.call(STILL)
    caller.send("hangup", call="CA" + "0" * 32)
    caller.has_heard(0.2)
    assert not caller.of("ended")


def test_a_caller_who_gives_up_before_the_answer_has_canceled(world):
    held = threading.Event()
    world.app.answers["/voice"] = lambda webhook: held.wait(60) and STILL
    caller = world.phone()
    caller.rings()
    caller.hangs_up()
    assert caller.hears_of("ended")["status"] == "canceled"
    held.set()
    assert world.final(caller)["CallStatus"] == "canceled"
    assert not caller.of("answered")


def test_idle_lines_are_forgotten(world):
    phone = world.phone()
    assert world.rest("GET", "").status_code == 404
    assert health(world)["lines"] == 1
    phone.close()
    until = time.monotonic() + PATIENCE_S
    while health(world)["lines"]:
        assert time.monotonic() < until, "the line is still there"


def health(world) -> dict:
    return requests.get(f"{world.settings.base_url}/health", timeout=60).json()
