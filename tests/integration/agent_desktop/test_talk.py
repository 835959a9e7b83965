"""One talk from the queue to wrap-up, told by the telephone's news; and all the ways in which it breaks off."""

from dataclasses import replace

from agent_desktop import desk_calls, offers, presence, queueing
from agent_desktop.telephone_news import (
    ask_agent_leg,
    call_ended,
    leg_changed,
    participant_joined,
    participant_left,
)
from runtime import event_log, models
from telephony.carrier import CarrierError
from tests.fixtures.desk import BASE, CALLER_SID


def state(scene, agent) -> str:
    with scene.database.read() as conn:
        return presence.get(conn, agent.id).state


def kinds(scene, call: str) -> list[str]:
    with scene.database.read() as conn:
        return [entry.kind for entry in event_log.of_call(conn, call)]


def test_a_talk_from_the_queue_to_wrap_up_and_ready_again(scene):
    sari = scene.agents[0]
    call = scene.talk()
    assert scene.shown(sari)["call"]["state"] == "talking"
    scene.desk.hang_up(sari)
    scene.desk.tick()
    assert [told[0] for told in scene.carrier.told] == ["place", "redirect", "redirect", "hang_up"]
    place, bring, release, hang_up = scene.carrier.told
    assert place[1] == "client:sari"
    assert place[2].startswith(f"{BASE}/telephony/agent-leg?k=")
    assert bring[1:] == (CALLER_SID, f"{BASE}/telephony/caller-room?c={call}&n=3")
    assert release[1:] == (CALLER_SID, f"{BASE}/telephony/step?c={call}&n=3&e=left")
    assert hang_up[1] == "LEG1"
    assert state(scene, sari) == "wrap_up"
    assert scene.shown(sari)["wrap_up"]["call_id"] == call
    scene.desk.save_wrap_up(sari, "answered", "asked for the fee")
    assert state(scene, sari) == "ready"
    with scene.database.read() as conn:
        assert desk_calls.latest_of(conn, call, sari.id).wrap_up_code == "answered"
    assert kinds(scene, call) == [
        "caller_queued", "offer_made", "call_accepted", "agent_joined", "caller_joined", "wrap_up_done",
    ]  # fmt: skip


def test_the_caller_is_brought_only_when_the_agents_leg_has_joined(scene):
    call = scene.accepted()
    assert [told[0] for told in scene.carrier.told] == ["place"]
    scene.tell(participant_joined, call, sid="LEG1")
    assert [told[0] for told in scene.carrier.told] == ["place", "redirect"]


def test_the_key_of_the_agents_leg_opens_its_call_while_it_is_live(scene):
    call = scene.accepted()
    key = scene.carrier.told[0][2].partition("k=")[2]
    with scene.database.read() as conn:
        assert ask_agent_leg(conn, key) == call
        assert ask_agent_leg(conn, "0" * 32) is None
    scene.tell(call_ended, call)
    with scene.database.read() as conn:
        assert ask_agent_leg(conn, key) is None


def test_news_told_twice_changes_nothing(scene):
    call = scene.talk()
    told = list(scene.carrier.told)
    scene.tell(participant_joined, call, sid="LEG1")
    scene.tell(participant_joined, call, sid=CALLER_SID)
    assert scene.carrier.told == told


def test_caller_hangs_up_while_talking(scene):
    sari, call = scene.agents[0], scene.talk()
    scene.tell(call_ended, call)
    assert state(scene, sari) == "wrap_up"
    assert scene.carrier.told[-1] == ("hang_up", "LEG1")


def test_caller_hangs_up_while_offered(scene):
    sari = scene.agents[0]
    scene.ready(sari)
    call = scene.call()
    scene.desk.tick()
    scene.tell(call_ended, call)
    assert state(scene, sari) == "ready"
    assert scene.shown(sari)["offer"] is None
    assert kinds(scene, call)[-1] == "caller_abandoned"


def test_an_offer_without_an_answer_goes_to_the_next_agent_and_the_first_is_not_ready(scene):
    sari, budi = scene.agents
    scene.ready(sari, budi)
    scene.call()
    scene.desk.tick()
    scene.clock.advance(offers.OFFER_S)
    scene.desk.tick()
    assert scene.shown(sari)["presence"]["state"] == "not_ready"
    assert scene.shown(sari)["presence"]["reason"] == "no_answer"
    assert scene.shown(budi)["offer"]["waited_s"] == offers.OFFER_S + 1


def test_a_declined_caller_is_at_the_head_of_the_queue(scene):
    sari, budi = scene.agents
    scene.ready(sari)
    first, second = scene.call(1), scene.call(2)
    scene.desk.tick()
    scene.desk.decline(sari, scene.shown(sari)["offer"]["id"])
    with scene.database.read() as conn:
        assert [entry.call_id for entry in queueing.waiting(conn)] == [first, second]
    scene.ready(budi)
    scene.desk.tick()
    assert scene.shown(budi)["offer"]["call_id"] == first


def test_a_lost_agent_is_called_again_and_talks_on(scene):
    sari, call = scene.agents[0], scene.talk()
    scene.tell(participant_left, call, sid="LEG1")
    assert [told[0] for told in scene.carrier.told[-2:]] == ["hold", "place"]
    assert scene.carrier.told[-2] == ("hold", CALLER_SID, "True")
    scene.tell(participant_joined, call, sid="LEG2")
    assert scene.carrier.told[-1] == ("hold", CALLER_SID, "False")
    assert scene.shown(sari)["call"]["state"] == "talking"


def test_a_line_that_does_not_answer_is_called_again_while_the_agent_is_lost(scene):
    call = scene.talk()
    scene.tell(participant_left, call, sid="LEG1")
    scene.tell(leg_changed, call, sid="LEG2", status="failed")
    scene.clock.advance(2)
    scene.desk.tick()
    assert scene.carrier.told[-1][0] == "place"
    assert scene.carrier.legs == 3


def test_the_end_of_a_leg_that_was_given_up_changes_nothing(scene):
    sari, call = scene.agents[0], scene.talk()
    scene.tell(participant_left, call, sid="LEG1")
    scene.tell(participant_joined, call, sid="LEG2")
    told = list(scene.carrier.told)
    scene.tell(leg_changed, call, sid="LEG1", status="completed")
    assert scene.shown(sari)["call"]["state"] == "talking"
    assert scene.carrier.told == told


def test_an_agent_on_a_telephone_who_hangs_up_means_it(scene):
    sari = replace(scene.agents[0], phone="+622150112")
    with scene.database.begin() as conn:
        conn.execute(models.accounts.update().where(models.accounts.c.id == sari.id).values(phone=sari.phone))
    scene.desk = replace(scene.desk, by_telephone=True)
    scene.agents[0] = sari
    call = scene.talk()
    assert scene.carrier.told[0][1] == sari.phone
    scene.tell(participant_left, call, sid="LEG1")
    assert state(scene, sari) == "wrap_up"
    assert ("redirect", CALLER_SID, f"{BASE}/telephony/step?c={call}&n=3&e=left") in scene.carrier.told


def test_an_agent_lost_for_good_gives_the_caller_back_to_the_head(scene):
    sari, budi = scene.agents
    call = scene.talk()
    scene.call(2)
    scene.tell(participant_left, call, sid="LEG1")
    scene.clock.advance(desk_calls.RECALL_S)
    scene.desk.tick()
    assert ("redirect", CALLER_SID, f"{BASE}/telephony/step?c={call}&n=3") in scene.carrier.told
    assert scene.shown(sari)["presence"]["reason"] == "line_lost"
    scene.ready(budi)
    scene.desk.tick()
    assert scene.shown(budi)["offer"]["call_id"] == call


def test_an_agents_leg_that_nobody_answers_gives_the_caller_back(scene):
    sari = scene.agents[0]
    call = scene.accepted()
    scene.tell(leg_changed, call, sid="LEG1", status="no-answer")
    assert scene.shown(sari)["presence"]["reason"] == "no_answer"
    assert kinds(scene, call)[-1] == "caller_requeued"


def test_a_carrier_out_of_reach_is_asked_again(scene):
    scene.carrier.refuses["place"] = CarrierError("no route")
    scene.accepted()
    assert scene.carrier.told == []
    del scene.carrier.refuses["place"]
    scene.clock.advance(1)
    scene.desk.tick()
    assert [told[0] for told in scene.carrier.told] == ["place"]


def test_a_caller_whom_the_carrier_does_not_know_any_more_ends_the_row(scene):
    sari = scene.agents[0]
    call = scene.accepted()
    scene.carrier.refuses["redirect"] = CarrierError("gone", gone=True)
    scene.tell(participant_joined, call, sid="LEG1")
    scene.desk.tick()
    assert state(scene, sari) == "wrap_up"


def test_wrap_up_ends_by_itself_and_can_be_extended_once(scene):
    sari, call = scene.agents[0], scene.talk()
    scene.tell(call_ended, call)
    scene.desk.extend_wrap_up(sari)
    scene.clock.advance(119)
    scene.desk.tick()
    assert state(scene, sari) == "wrap_up"
    scene.clock.advance(1)
    scene.desk.tick()
    assert state(scene, sari) == "ready"


def test_an_agent_whose_page_is_closed_is_not_offered_anybody(scene):
    sari = scene.agents[0]
    scene.ready(sari)
    scene.desk.page_closed(sari.id)
    scene.call()
    scene.desk.tick()
    assert state(scene, sari) == "ready"
    scene.clock.advance(presence.GONE_S)
    scene.desk.tick()
    assert state(scene, sari) == "not_ready"
