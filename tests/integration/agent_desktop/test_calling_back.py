"""An agent rings a caller back: the agent's leg first, then the caller's, in one room; and all the ways in which it fails."""

import pytest

from agent_desktop import follow_ups, presence
from agent_desktop.desk_calls import ANSWER_S, RECALL_S, RING_S
from agent_desktop.follow_up_desk import FollowUpDesk
from agent_desktop.refused import Refused
from agent_desktop.telephone_news import ask_called_back, call_ended, leg_changed, participant_joined, participant_left
from runtime import event_log
from telephony.carrier import CarrierError
from telephony.models import calls
from tests.fixtures.desk import BASE
from tests.integration.agent_desktop.owed import NUMBER, owed, promise


def left_a_callback(scene) -> tuple[str, str]:
    """A caller has booked a callback in the queue and hung up: the call and the follow-up, taken by the first agent."""
    call = scene.call()
    scene.tell(call_ended, call)
    wanted = promise(scene, call)
    FollowUpDesk(scene.desk).take(scene.agents[0], wanted)
    return call, wanted


def rung(scene) -> tuple[str, str]:
    """The first agent's leg has joined, and the caller's telephone rings."""
    call, wanted = left_a_callback(scene)
    scene.ready(scene.agents[0])
    FollowUpDesk(scene.desk).call(scene.agents[0], wanted)
    scene.desk.tick()
    scene.tell(participant_joined, call, sid="LEG1")
    return call, wanted


def state(scene) -> str:
    with scene.database.read() as conn:
        return presence.get(conn, scene.agents[0].id).state


def found(scene, wanted: str) -> follow_ups.FollowUp:
    with scene.database.read() as conn:
        return follow_ups.get(conn, wanted)


def test_a_callback_from_the_click_to_its_outcome(scene):
    sari = scene.agents[0]
    call, wanted = rung(scene)
    agents_leg, callers_leg = scene.carrier.told
    assert agents_leg[1] == "client:sari"
    assert callers_leg[1] == NUMBER
    assert callers_leg[2].startswith(f"{BASE}/telephony/called-back?k=")
    with scene.database.read() as conn:
        met = ask_called_back(conn, callers_leg[2].partition("k=")[2])
    assert (met.call_id, met.language) == (call, "id")
    scene.tell(participant_joined, call, sid="LEG2")
    shown = scene.shown(sari)["call"]
    assert (shown["id"], shown["state"], shown["calls_back"], shown["recording"]) == (call, "talking", True, False)
    scene.desk.hang_up(sari)
    scene.desk.tick()
    assert scene.carrier.told[2:] == [("hang_up", "LEG2"), ("hang_up", "LEG1")]
    assert state(scene) == "wrap_up"
    FollowUpDesk(scene.desk).end(sari, wanted, "done")
    assert (found(scene, wanted).outcome, found(scene, wanted).attempts) == ("done", 1)
    with scene.database.read() as conn:
        kinds = [entry.kind for entry in event_log.of_call(conn, call)]
    assert [kind for kind in kinds if kind.startswith(("callback", "follow_up"))] == [
        "callback_booked",
        "follow_up_taken",
        "callback_begun",
        "callback_attempted",
        "follow_up_ended",
    ]


def test_the_caller_hangs_up_first(scene):
    call, wanted = rung(scene)
    scene.tell(participant_joined, call, sid="LEG2")
    scene.tell(leg_changed, call, sid="LEG2", status="completed")
    assert state(scene) == "wrap_up"
    assert scene.carrier.told[-1] == ("hang_up", "LEG1")
    assert found(scene, wanted).state == "taken", "the agent says what came of it"


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "completed"])
def test_nobody_answers_and_it_is_tried_again_later(scene, status):
    call, wanted = rung(scene)
    scene.tell(leg_changed, call, sid="LEG2", status=status)
    assert state(scene) == "wrap_up"
    later = found(scene, wanted)
    assert (later.state, later.attempts, later.agent_id) == ("open", 1, None)
    assert later.not_before == scene.clock.now() + follow_ups.RETRY_AFTER
    scene.tell(leg_changed, call, sid="LEG2", status=status)
    assert found(scene, wanted).attempts == 1


def test_news_of_the_callers_leg_may_come_before_its_name(scene):
    call, wanted = left_a_callback(scene)
    scene.ready(scene.agents[0])
    FollowUpDesk(scene.desk).call(scene.agents[0], wanted)
    scene.desk.tick()
    with scene.database.begin() as conn:
        participant_joined(conn, scene.clock.now(), call, {"sid": "LEG1"})
        participant_joined(conn, scene.clock.now(), call, {"sid": "LEG2"})
    assert scene.shown(scene.agents[0])["call"]["state"] == "talking"
    scene.tell(participant_left, call, sid="LEG2")
    assert scene.shown(scene.agents[0])["call"]["state"] == "talking", (
        "a leg that leaves the room is over when it is told so"
    )


def test_a_ringing_that_nobody_tells_of_ends(scene):
    _, wanted = rung(scene)
    scene.clock.advance(RING_S)
    scene.desk.tick()
    assert state(scene) == "wrap_up"
    assert found(scene, wanted).state == "open"
    assert scene.carrier.told[2:] == [("hang_up", "LEG2"), ("hang_up", "LEG1")]


def test_a_number_that_the_carrier_refuses_is_no_answer(scene):
    call, wanted = left_a_callback(scene)
    scene.ready(scene.agents[0])
    FollowUpDesk(scene.desk).call(scene.agents[0], wanted)
    scene.desk.tick()
    scene.carrier.refuses["place"] = CarrierError("no such number", retryable=False)
    scene.tell(participant_joined, call, sid="LEG1")
    scene.desk.tick()
    assert state(scene) == "wrap_up"
    assert found(scene, wanted).state == "open"


def test_an_agent_whose_own_line_does_not_answer_gives_it_back(scene):
    _, wanted = left_a_callback(scene)
    FollowUpDesk(scene.desk).call(scene.agents[0], wanted)
    scene.desk.tick()
    scene.clock.advance(ANSWER_S)
    scene.desk.tick()
    assert (found(scene, wanted).state, found(scene, wanted).attempts) == ("open", 0)
    assert state(scene) == "not_ready"
    assert [told[0] for told in scene.carrier.told] == ["place", "hang_up"], "the caller was never rung"


def test_an_agent_who_is_lost_while_talking_is_called_again(scene):
    call, _ = rung(scene)
    scene.tell(participant_joined, call, sid="LEG2")
    scene.tell(participant_left, call, sid="LEG1")
    scene.tell(participant_joined, call, sid="LEG3")
    held, place, unheld = scene.carrier.told[2:]
    assert held == ("hold", "LEG2", "True")
    assert (place[0], place[1]) == ("place", "client:sari")
    assert unheld == ("hold", "LEG2", "False")
    assert scene.shown(scene.agents[0])["call"]["state"] == "talking"


def test_an_agent_lost_for_good_leaves_the_callback_to_others(scene):
    call, wanted = rung(scene)
    scene.tell(participant_joined, call, sid="LEG2")
    scene.tell(participant_left, call, sid="LEG1")
    scene.clock.advance(RECALL_S)
    scene.desk.tick()
    assert found(scene, wanted).state == "open"
    assert ("hang_up", "LEG2") in scene.carrier.told
    assert not any(told[0] == "redirect" for told in scene.carrier.told)


def test_an_agent_who_is_lost_while_it_rings_comes_back_to_the_same_ringing(scene):
    call, _ = rung(scene)
    scene.tell(participant_left, call, sid="LEG1")
    scene.tell(participant_joined, call, sid="LEG3")
    assert [told[1] for told in scene.carrier.told if told[0] == "place"] == ["client:sari", NUMBER, "client:sari"]


def test_whoever_is_not_free_or_has_not_taken_it_calls_nobody(scene):
    sari, budi = scene.agents
    _, wanted = left_a_callback(scene)
    desk = FollowUpDesk(scene.desk)
    with pytest.raises(Refused, match="not_taken"):
        desk.call(budi, wanted)
    desk.call(sari, wanted)
    with pytest.raises(Refused, match="still_on_line"):
        desk.call(sari, wanted)
    with pytest.raises(Refused, match="busy"):
        desk.end(sari, wanted, "done")
    with pytest.raises(Refused, match="busy"):
        desk.give_back(sari, wanted)
    other = promise(scene, scene.call(2), number="+628123456891")
    scene.ready(budi)
    scene.desk.tick()
    desk.take(budi, other)
    with pytest.raises(Refused, match="busy"):
        desk.call(budi, other)


def test_a_caller_who_is_still_on_the_line_is_not_rung(scene):
    call = scene.call()
    wanted = promise(scene, call)
    with scene.database.begin() as conn:
        conn.execute(calls.update().values(ended_at=None))
    desk = FollowUpDesk(scene.desk)
    desk.take(scene.agents[0], wanted)
    with pytest.raises(Refused, match="still_on_line"):
        desk.call(scene.agents[0], wanted)
    scene.clock.advance(4 * 3600)
    desk.take(scene.agents[0], wanted)
    desk.call(scene.agents[0], wanted)


def test_the_end_of_the_first_call_does_not_end_the_callback(scene):
    call, _ = rung(scene)
    scene.tell(call_ended, call)
    assert scene.shown(scene.agents[0])["call"] is not None


def test_who_signs_out_leaves_what_was_taken_to_others(scene):
    _, wanted = left_a_callback(scene)
    scene.desk.signed_out(scene.agents[0])
    assert [(each.id, each.state) for each in owed(scene)] == [(wanted, "open")]
