"""Messages (SMS): shown on the line of the number, or kept until it registers."""

from email.utils import parsedate_to_datetime

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.carrier.world import CALLER, HOTLINE


def send(world, body="Nomor 26-0042-7", to=CALLER, **more):
    return world.client.messages.create(to=to, from_=HOTLINE, body=body, **more)


def test_a_message_is_shown_on_the_line_of_its_number(world):
    phone = world.phone()
    message = send(world, status_callback=f"{world.app.base}/sms")
    shown = phone.hears_of("message")
    assert (shown["from"], shown["to"], shown["body"], shown["sid"]) == (HOTLINE, CALLER, message.body, message.sid)
    assert parsedate_to_datetime(shown["sent_at"]).tzinfo
    assert message.status == "queued"
    assert world.app.wait_for("/sms").values["MessageStatus"] == "delivered"
    assert world.client.messages(message.sid).fetch().status == "delivered"


def test_a_message_waits_for_the_line_and_is_handed_over_once(world):
    first, second = send(world, "satu"), send(world, "dua")
    assert world.client.messages(first.sid).fetch().status == "sent"
    phone = world.phone()
    assert phone.hears_of("message", 2)["sid"] == second.sid
    assert [m["body"] for m in phone.of("message")] == ["satu", "dua"]
    assert phone.messages[0]["type"] == "registered"
    again = world.phone()
    send(world, "tiga")
    again.hears_of("message")
    assert [m["body"] for m in again.of("message")] == ["tiga"]


def test_what_waits_for_one_number_is_bounded(world):
    sent = [send(world, f"nomor {n}") for n in range(52)]
    assert world.client.messages(sent[0].sid).fetch().status == "undelivered"
    phone = world.phone()
    assert phone.hears_of("message", 50)["body"] == "nomor 51"
    assert phone.of("message")[0]["body"] == "nomor 2"


def test_list_delete_and_parts(world):
    one, two = send(world, "a" * 161), send(world, "é" * 71, to="+6281999")
    assert [world.client.messages(m.sid).fetch().num_segments for m in (one, two)] == ["2", "2"]
    assert [m.sid for m in world.client.messages.list()] == [two.sid, one.sid]
    assert [m.sid for m in world.client.messages.list(to=CALLER)] == [one.sid]
    assert world.client.messages(one.sid).update(status="canceled").status == "canceled"
    assert world.client.messages(one.sid).delete()
    with pytest.raises(TwilioRestException) as gone:
        world.client.messages(one.sid).fetch()
    assert gone.value.status == 404


@pytest.mark.parametrize(("form", "code"), [({"To": ""}, 21604), ({"From": ""}, 21603), ({"Body": ""}, 21602)])
def test_what_is_missing_is_named(world, form, code):
    whole = {"To": CALLER, "From": HOTLINE, "Body": "x"}
    response = world.rest("POST", "/Messages.json", data={**whole, **form})
    assert (response.status_code, response.json()["code"]) == (400, code)
