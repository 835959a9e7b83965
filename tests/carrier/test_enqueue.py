"""<Enqueue>, its wait document, <Leave>, and the members of a queue by REST."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.carrier.application import xml

ENQUEUE = '<Enqueue action="/left" waitUrl="/wait">people</Enqueue><Redirect>/after</Redirect>'
STILL = "<Pause length='60'/>"


def queue_of(world):
    return next(q for q in world.client.queues.list() if q.friendly_name == "people")


def test_the_wait_document_is_asked_again_for_ever_with_what_the_queue_knows(world):
    """waitUrl is requested again for ever, with QueuePosition QueueSid QueueTime AvgQueueTime CurrentQueueSize MaxQueueSize."""
    world.app.answers["/wait"] = "<Say>wait</Say>"
    world.call(ENQUEUE)
    values = world.app.wait_for("/wait", 3).values
    assert (values["QueuePosition"], values["CurrentQueueSize"], values["MaxQueueSize"]) == ("1", "1", "100")
    assert {"QueueSid", "QueueTime", "AvgQueueTime"} <= values.keys()


def test_leave_asks_the_action_at_once(world):
    """Leave: QueueResult=leave with QueueSid and QueueTime, at once; the action's answer is run."""
    world.app.answers["/wait"] = '<Gather action="/key" numDigits="1" timeout="60"/>'
    world.app.answers["/key"] = "<Leave/>"
    world.app.answers["/left"] = "<Redirect>/next</Redirect>"
    caller = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    caller.has_heard(0.1)
    caller.presses("1")
    values = world.app.wait_for("/left").values
    assert values["QueueResult"] == "leave"
    assert {"QueueSid", "QueueTime"} <= values.keys()
    world.app.wait_for("/next")
    assert not world.app.asked("/after")


def test_a_redirect_in_a_wait_document_replaces_it(world):
    """Redirect in a waitUrl document replaces it: the first one is never asked again."""
    world.app.answers["/wait"] = "<Redirect>/other</Redirect>"
    world.app.answers["/other"] = "<Say>other</Say>"
    world.call(ENQUEUE)
    world.app.wait_for("/other", 3)
    assert len(world.app.asked("/wait")) == 1


def test_the_answer_to_a_gather_in_the_wait_document_is_run_once(world):
    """After it the wait document is asked again."""
    world.app.answers["/wait"] = '<Gather action="/key" numDigits="1" timeout="60"/>'
    caller = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    caller.has_heard(0.1)
    world.app.answers["/key"] = "<Say>thanks</Say>"
    caller.presses("1")
    world.app.wait_for("/wait", 2)
    assert len(world.app.asked("/key")) == 1


def test_a_full_queue_asks_the_action_at_once(world):
    """queue-full."""
    world.client.queues.create("people", max_size=1)
    world.app.answers["/wait"] = STILL
    world.call(ENQUEUE)
    world.app.wait_for("/wait")
    second = world.phone("+6281999")
    second.dials()
    assert world.app.wait_for("/left", CallSid=second.call).values["QueueResult"] == "queue-full"


def test_a_wait_document_that_fails_is_an_error(world):
    """error: an unusable wait document takes the caller to the action."""
    world.app.answers["/wait"] = "<Dial>1</Dial>"
    world.call(ENQUEUE)
    assert world.app.wait_for("/left").values["QueueResult"] == "error"


def test_hang_up_in_the_queue_tells_the_action(world):
    """hangup: the action is told, the queue is empty, one completed status callback."""
    world.app.answers["/wait"] = STILL
    caller = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    caller.hangs_up()
    assert world.app.wait_for("/left").values["QueueResult"] == "hangup"
    world.final(caller)
    assert len(world.app.asked("/status")) == 1
    assert queue_of(world).current_size == 0


def test_a_rest_redirect_out_of_the_queue_runs_the_new_document_and_ignores_the_action(world):
    """redirected: the new TwiML runs, the action is told and its answer is ignored."""
    world.app.answers["/wait"] = STILL
    world.app.answers["/left"] = "<Redirect>/never</Redirect>"
    caller = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    world.client.calls(caller.call).update(url=f"{world.app.base}/new")
    assert world.app.wait_for("/left").values["QueueResult"] == "redirected"
    world.app.wait_for("/new")
    caller.hears_of("ended")
    assert not world.app.asked("/never")


def test_front_dequeues_the_one_who_is_next(world):
    """Members/Front with Url: the first caller runs that document and stands no longer in the queue."""
    world.app.answers["/wait"] = STILL
    first = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    second = world.phone("+6281999")
    second.dials()
    assert world.app.wait_for("/wait", 2).values["QueuePosition"] == "2"
    members = world.client.queues(queue_of(world).sid).members
    assert [(m.call_sid, m.position) for m in members.list()] == [(first.call, 1), (second.call, 2)]
    taken = members("Front").update(url=f"{world.app.base}/taken")
    assert (taken.call_sid, taken.position) == (first.call, 1)
    world.app.wait_for("/taken", CallSid=first.call)
    assert members("Front").fetch().call_sid == second.call
    members(second.call).update(url=f"{world.app.base}/taken", method="GET")
    world.app.wait_for("/taken", CallSid=second.call)
    with pytest.raises(TwilioRestException) as refused:
        members("Front").fetch()
    assert refused.value.status == 404


def test_a_bridge_that_takes_the_caller_out_ends_the_wait(world):
    """Accept: the caller is redirected into a conference with somebody; both are in it."""
    world.app.answers["/wait"] = STILL
    world.app.answers["/room"] = xml("<Dial><Conference>r</Conference></Dial>")
    caller = world.call(ENQUEUE)
    world.app.wait_for("/wait")
    world.client.calls(caller.call).update(url=f"{world.app.base}/room")
    world.app.wait_for("/room")
    caller.has_heard(0.1)
    assert [r.friendly_name for r in world.client.conferences.list()] == ["r"]


def test_queues_by_rest(world):
    """Every property on each answer; names are unique; only an empty queue is deleted."""
    made = world.client.queues.create("office", max_size=7)
    assert (made.friendly_name, made.max_size, made.current_size, made.average_wait_time) == ("office", 7, 0, 0)
    assert world.client.queues(made.sid).update(max_size=9).max_size == 9
    assert world.client.queues(made.sid).fetch().sid == made.sid
    with pytest.raises(TwilioRestException):
        world.client.queues.create("office")
    assert world.client.queues(made.sid).delete()
    assert world.client.queues.list() == []
