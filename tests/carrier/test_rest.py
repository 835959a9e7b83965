"""The REST face as a whole: password, errors, pages, calls."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.carrier.world import CALLER, HOTLINE

STILL = "<Response><Pause length='60'/></Response>"


def test_without_the_password_nothing_is_shown(world):
    """HTTP Basic; 401 with the error body of the API."""
    response = world.rest("GET", "/Calls.json", auth=(world.settings.account_sid, "wrong"))
    assert response.status_code == 401
    assert response.json() == {
        "code": 20003,
        "message": "Authenticate",
        "more_info": "https://www.twilio.com/docs/errors/20003",
        "status": 401,
    }
    assert world.rest("GET", "/Calls.json", auth=(world.settings.api_key, world.settings.api_secret)).ok


@pytest.mark.parametrize(
    "path",
    [
        "/Nothing.json",
        "/Calls/CA00.json",
        "/Queues/QU00.json",
        "/Queues/QU00/Members/Front.json",
        "/Conferences/CF00.json",
        "/Conferences/CF00/Participants/x.json",
        "/Recordings/RE00.json",
        "/Recordings/RE00",
        "/Recordings/..%2F..%2Fetc",
        "/Messages/SM00.json",
        "/Calls/CA00/Recordings.json",
    ],
)
def test_what_is_not_there_is_20404(world, path):
    response = world.rest("GET", path)
    assert (response.status_code, response.json()["code"]) == (404, 20404)


def test_another_account_is_not_there(world):
    with pytest.raises(TwilioRestException) as refused:
        world.client.api.v2010.accounts("AC" + "1" * 32).calls("CA" + "1" * 32).fetch()
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"From": HOTLINE, "Twiml": STILL}, 21201),
        ({"To": CALLER, "Twiml": STILL}, 21213),
        ({"To": CALLER, "From": HOTLINE}, 21205),
        ({"To": CALLER, "From": HOTLINE, "Url": "file:///etc/passwd"}, 21205),
        ({"To": CALLER, "From": HOTLINE, "Twiml": STILL, "Timeout": "x"}, 20001),
        ({"To": CALLER, "From": HOTLINE, "Url": "http://127.0.0.1/", "Method": "PUT"}, 21403),
    ],
)
def test_a_call_that_cannot_be_placed_says_why(world, form, code):
    response = world.rest("POST", "/Calls.json", data=form)
    assert (response.status_code, response.json()["code"]) == (400, code)


def test_a_form_that_is_too_large_is_refused(world):
    response = world.rest("POST", "/Calls.json", data={"To": "x" * 2_000_000})
    assert (response.status_code, response.json()["status"]) == (413, 413)


def test_lists_come_in_pages(world):
    """page_size, page, next_page_uri; the official client walks them."""
    sids = [world.client.calls.create(to=f"+6299{n}", from_=HOTLINE, twiml=STILL).sid for n in range(5)]
    assert [c.sid for c in world.client.calls.list(page_size=2)] == sids[::-1]
    page = world.rest("GET", "/Calls.json?PageSize=2&Page=1&Status=failed").json()
    assert (page["page"], page["start"], page["end"], len(page["calls"])) == (1, 2, 3, 2)
    assert "Status=failed" in page["next_page_uri"]
    assert "Page=0" in page["previous_page_uri"]
    assert world.client.calls.list(to="+62992")[0].sid == sids[2]
    assert world.client.calls.list(status="in-progress") == []


def test_a_call_by_rest(world):
    """Placed, read, redirected, ended, deleted; only what is over can be deleted."""
    desk = world.phone("agent1")
    call = world.client.calls.create(to="client:agent1", from_=HOTLINE, twiml=STILL)
    assert (call.status, call.direction, call._from) == ("ringing", "outbound-api", HOTLINE)
    with pytest.raises(TwilioRestException):
        world.client.calls(call.sid).delete()
    desk.answers()
    assert world.client.calls(call.sid).fetch().status == "in-progress"
    world.client.calls(call.sid).update(status="completed")
    assert desk.hears_of("ended")["status"] == "completed"
    assert world.client.calls(call.sid).fetch().duration is not None
    assert world.client.calls(call.sid).delete()
    assert world.client.calls.list() == []


def test_a_ringing_call_can_be_canceled(world):
    desk = world.phone("agent1")
    call = world.client.calls.create(to="client:agent1", from_=HOTLINE, twiml=STILL)
    world.client.calls(call.sid).update(status="canceled")
    assert desk.hears_of("ended")["status"] == "canceled"


def test_nobody_answers_within_the_timeout(world):
    desk = world.phone("agent1")
    world.client.calls.create(to="client:agent1", from_=HOTLINE, twiml=STILL, timeout=1)
    assert desk.hears_of("ended")["status"] == "no-answer"


def test_time_limit_ends_a_call(world):
    desk = world.phone("agent1")
    world.client.calls.create(to="client:agent1", from_=HOTLINE, twiml=STILL, time_limit=1)
    desk.answers()
    assert desk.hears_of("ended")["status"] == "completed"
