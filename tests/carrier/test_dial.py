"""<Dial> to people, by the manual."""

import pytest

from tests.carrier.hearing import clarity
from tests.carrier.world import HOTLINE
from tests.sound import chirps, to_wav

AFTER = "<Redirect>/after</Redirect>"


def test_dial_bridges_and_the_action_is_told(world):
    """Action gets DialCallStatus DialCallSid DialCallDuration DialBridged; both talk."""
    to_desk, to_caller = chirps(41, 1.0), chirps(42, 1.0)
    desk = world.phone("agent1")
    caller = world.call(f'<Dial action="/done"><Client>agent1</Client></Dial>{AFTER}')
    desk.answers()
    caller.has_heard(0.2)
    caller.says(to_desk)
    desk.says(to_caller)
    caller.has_heard(1.5)
    desk.has_heard(0.1)
    assert clarity(desk.heard, to_desk) > 0.9
    assert clarity(caller.heard, to_caller) > 0.9
    desk.hangs_up()
    told = world.app.wait_for("/done").values
    assert (told["DialCallStatus"], told["DialCallSid"], told["DialBridged"]) == ("completed", desk.call, "true")
    assert told["DialCallDuration"].isdigit()
    child = world.client.calls(desk.call).fetch()
    assert (child.direction, child.parent_call_sid, child.status) == ("outbound-dial", caller.call, "completed")


def test_no_answer_goes_to_the_action(world):
    """Dial with no answer goes to the action with no-answer."""
    desk = world.phone("agent1")
    world.call(f'<Dial timeout="1" action="/done"><Client>agent1</Client></Dial>{AFTER}')
    assert world.app.wait_for("/done").values["DialCallStatus"] == "no-answer"
    assert desk.hears_of("ended")["status"] == "no-answer"
    assert not world.app.asked("/after")


def test_no_answer_without_an_action_goes_on_to_the_next_verb(world):
    world.phone("agent1")
    world.call(f'<Dial timeout="1"><Client>agent1</Client></Dial>{AFTER}')
    world.app.wait_for("/after")


@pytest.mark.parametrize(
    ("noun", "status"), [("<Number>+62999</Number>", "failed"), ("<Client>nobody</Client>", "no-answer")]
)
def test_an_address_that_no_line_has(world, noun, status):
    world.call(f'<Dial action="/done">{noun}</Dial>')
    assert world.app.wait_for("/done").values["DialCallStatus"] == status


def test_a_line_that_is_busy_or_refuses_is_busy(world):
    desk = world.phone("agent1")
    world.call('<Dial action="/done"><Client>agent1</Client></Dial>')
    desk.send("reject", call=desk.hears_of("incoming")["call"])
    assert world.app.wait_for("/done").values["DialCallStatus"] == "busy"


def test_the_first_to_answer_wins_and_the_others_stop_ringing(world):
    first, second = world.phone("agent1"), world.phone("+62811")
    world.call('<Dial action="/done"><Client>agent1</Client><Number>+62811</Number></Dial>')
    first.hears_of("incoming")
    second.answers()
    assert first.hears_of("ended")["status"] == "canceled"
    second.hangs_up()
    assert world.app.wait_for("/done").values["DialCallSid"] == second.call


def test_sequential_rings_one_after_another(world):
    """sequential: the second rings when the first has not answered."""
    first, second = world.phone("agent1"), world.phone("agent2")
    world.call('<Dial sequential="true" action="/done"><Client>agent1</Client><Client>agent2</Client></Dial>')
    first.send("reject", call=first.hears_of("incoming")["call"])
    second.answers()
    second.hangs_up()
    assert world.app.wait_for("/done").values["DialCallStatus"] == "completed"


def test_caller_id_and_parameters_reach_the_client(world):
    desk = world.phone("agent1")
    world.call(
        '<Dial callerId="+62800"><Client><Identity>agent1</Identity><Parameter name="k" value="v"/></Client></Dial>'
    )
    incoming = desk.hears_of("incoming")
    assert (incoming["from"], incoming["parameters"]) == ("+62800", {"k": "v"})


def test_hang_up_while_it_rings_cancels_the_child(world):
    """Hang-up during any verb sends one completed status callback; the ringing party is let go."""
    desk = world.phone("agent1")
    caller = world.call('<Dial action="/done"><Client>agent1</Client></Dial>')
    desk.hears_of("incoming")
    caller.hangs_up()
    assert desk.hears_of("ended")["status"] == "canceled"
    world.final(caller)
    assert len(world.app.asked("/status")) == 1


def test_hangup_on_star_ends_the_bridge_and_goes_on(world):
    """hangupOnStar: the caller's * ends the dialled leg, not the caller's."""
    desk = world.phone("agent1")
    caller = world.call('<Dial hangupOnStar="true" action="/done"><Client>agent1</Client></Dial>')
    desk.answers()
    caller.has_heard(0.1)
    caller.presses("*")
    assert world.app.wait_for("/done").values["CallStatus"] == "in-progress"
    desk.hears_of("ended")


def test_time_limit_ends_the_bridge(world):
    desk = world.phone("agent1")
    world.call('<Dial timeLimit="1" action="/done"><Client>agent1</Client></Dial>')
    desk.answers()
    assert world.app.wait_for("/done").values["DialCallDuration"] == "1"


def test_the_caller_hears_ringing(world):
    desk = world.phone("agent1")
    caller = world.call("<Dial><Client>agent1</Client></Dial>")
    desk.hears_of("incoming")
    assert abs(caller.has_heard(0.5)).max() > 0.01


def test_a_number_is_another_line(world):
    other = world.phone("+62811")
    world.call("<Dial>+62811</Dial>")
    assert other.hears_of("incoming")["from"] == "+6281234567890"
    other.answers()
    other.says(chirps(43, 0.5))
    assert clarity(world.phones[-1].has_heard(1.0), chirps(43, 0.5)) > 0.9


def test_what_is_whispered_is_for_the_called_party_alone(world):
    """Number url: run on the called party's end after it answers, before the two are connected; the caller hears ringing."""
    whispered, said = chirps(44, 0.8), chirps(45, 0.8)
    agency = world.phone("+62811")
    world.app.answers["/whisper"] = "<Play>/whispered.wav</Play>"
    world.app.answers["/whispered.wav"] = to_wav(whispered)
    caller = world.call('<Dial action="/done"><Number url="/whisper">+62811</Number></Dial>')
    agency.answers()
    agency.has_heard(1.2)
    agency.says(said)
    caller.has_heard(1.5)
    assert clarity(agency.heard, whispered) > 0.9
    assert clarity(caller.heard, whispered) < 0.3
    assert clarity(caller.heard, said) > 0.9
    asked = world.app.wait_for("/whisper")
    assert (asked.values["CallSid"], asked.values["ParentCallSid"]) == (agency.call, caller.call)
    assert asked.valid
    agency.hangs_up()
    told = world.app.wait_for("/done").values
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")


def test_a_party_that_refuses_what_is_whispered_is_not_bridged(world):
    """<Hangup> in the document declines the call; the action is told that nobody was bridged."""
    agency = world.phone("+62811")
    world.app.answers["/whisper"] = "<Hangup/>"
    world.call('<Dial action="/done"><Number url="/whisper">+62811</Number></Dial>')
    agency.answers()
    told = world.app.wait_for("/done").values
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "false")
    agency.hears_of("ended")


def test_a_caller_who_hangs_up_while_it_is_whispered_lets_the_other_go(world):
    agency = world.phone("+62811")
    world.app.answers["/whisper"] = '<Pause length="60"/>'
    caller = world.call('<Dial action="/done"><Number url="/whisper">+62811</Number></Dial>')
    agency.answers()
    world.app.wait_for("/whisper")
    caller.hangs_up()
    agency.hears_of("ended")
    world.final(caller)


def test_a_sip_address_is_the_line_of_that_name(world):
    desk = world.phone("sip:desk@agency.example")
    world.call('<Dial action="/done"><Sip>sip:desk@agency.example</Sip></Dial>')
    desk.answers()
    desk.hangs_up()
    assert world.app.wait_for("/done").values["DialCallSid"] == desk.call


def test_calls_create_to_nobody(world):
    """A number that no line has: failed; status callbacks say so once."""
    call = world.client.calls.create(
        to="+62999",
        from_=HOTLINE,
        twiml="<Response/>",
        status_callback=f"{world.app.base}/outbound",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    assert world.app.wait_for("/outbound", CallStatus="failed").values["CallSid"] == call.sid
    assert [w.values["CallStatus"] for w in world.app.asked("/outbound")] == ["initiated", "failed"]


def test_status_callbacks_of_a_placed_call_come_once_and_in_order(world):
    desk = world.phone("agent1")
    world.client.calls.create(
        to="client:agent1",
        from_=HOTLINE,
        url=f"{world.app.base}/agent",
        status_callback=f"{world.app.base}/outbound",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    desk.answers()
    world.app.wait_for("/outbound", CallStatus="completed")
    log = world.app.asked("/outbound")
    assert [w.values["CallStatus"] for w in log] == ["initiated", "ringing", "in-progress", "completed"]
    assert [w.values["SequenceNumber"] for w in log] == ["0", "1", "2", "3"]
    assert world.app.asked("/agent")[0].values["Direction"] == "outbound-api"
