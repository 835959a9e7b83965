"""A REST update during a Gather abandons that Gather."""

from tests.carrier.hearing import clarity
from tests.sound import chirps, to_wav

NEXT = chirps(9, 0.6)


def test_update_with_twiml_abandons_the_gather(world):
    """Its action is not asked, its verbs after it are not reached, the new document runs at once."""
    world.app.answers["/next.wav"] = to_wav(NEXT)
    caller = world.call(
        '<Gather action="/answer" timeout="60"><Pause length="60"/></Gather><Redirect>/after</Redirect>'
    )
    caller.presses("1")
    world.client.calls(caller.call).update(
        twiml=f"<Response><Play>{world.app.base}/next.wav</Play><Redirect>{world.app.base}/last</Redirect></Response>"
    )
    world.app.wait_for("/last")
    assert clarity(caller.heard, NEXT) > 0.95
    caller.hears_of("ended")
    assert not world.app.asked("/answer")
    assert not world.app.asked("/after")


def test_update_with_url_asks_that_address(world):
    caller = world.call("<Pause length='60'/>")
    world.client.calls(caller.call).update(url=f"{world.app.base}/next", method="GET")
    webhook = world.app.wait_for("/next")
    assert (webhook.method, webhook.values["CallSid"], webhook.valid) == ("GET", caller.call, True)


def test_update_with_status_completed_hangs_up(world):
    caller = world.call("<Pause length='60'/>")
    assert world.client.calls(caller.call).update(status="completed").status == "completed"
    assert caller.hears_of("ended")["status"] == "completed"
    assert world.final(caller)["CallStatus"] == "completed"
