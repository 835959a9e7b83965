"""<Dial><Conference> and its participants by REST; what each one hears."""

import numpy as np
import pytest
from twilio.base.exceptions import TwilioRestException

from tests.carrier.hearing import clarity
from tests.carrier.world import HOTLINE
from tests.sound import alignment, chirps, to_wav

ALIKE = 0.95
VOICE, OTHER = chirps(21, 1.5), chirps(22, 1.5)
EVENTS = "start end join leave mute hold modify announcement"
ROOM = (
    '<Dial action="/done"><Conference beep="false" waitUrl="" participantLabel="caller" statusCallback="/room" '
    f'statusCallbackEvent="{EVENTS}">room</Conference></Dial><Redirect>/after</Redirect>'
)


def two(world, **agent):
    """A caller and an agent in the same room; returns their telephones and the room."""
    caller = world.call(ROOM)
    world.app.wait_for("/room", StatusCallbackEvent="participant-join")
    desk = world.phone("agent1")
    options = {"label": "agent", "beep": "false", "end_conference_on_exit": False, **agent}
    room = world.client.conferences.list()[0]
    world.client.conferences(room.sid).participants.create(to="client:agent1", from_=HOTLINE, **options)
    desk.answers()
    world.app.wait_for("/room", StatusCallbackEvent="conference-start")
    return caller, desk, world.client.conferences(room.sid)


def hears(phone, sound: np.ndarray) -> float:
    return clarity(phone.has_heard(2.2), sound)


def test_both_hear_each_other_and_nobody_hears_an_echo(world):
    caller, desk, _ = two(world)
    caller.says(VOICE)
    desk.says(OTHER)
    at_desk, at_caller = desk.has_heard(2.2), caller.heard
    assert clarity(at_desk, VOICE) > ALIKE
    assert clarity(at_caller, OTHER) > ALIKE
    assert clarity(at_caller, VOICE) < 0.3


def test_a_participant_has_all_properties_and_is_found_by_label(world):
    caller, desk, room = two(world)
    agent = room.participants("agent").fetch()
    assert (agent.call_sid, agent.label, agent.status) == (desk.call, "agent", "connected")
    assert (agent.muted, agent.hold, agent.coaching, agent.end_conference_on_exit) == (False, False, False, False)
    assert {p.call_sid for p in room.participants.list()} == {caller.call, desk.call}
    assert room.participants.list(muted=True) == []


def test_a_called_participant_rings_before_it_is_connected(world):
    caller = world.call(ROOM)
    world.app.wait_for("/room")
    desk = world.phone("agent1")
    room = world.client.conferences(world.client.conferences.list()[0].sid)
    made = room.participants.create(to="client:agent1", from_=HOTLINE, label="agent")
    assert made.status == "ringing"
    assert desk.hears_of("incoming")["from"] == HOTLINE
    assert room.participants("agent").fetch().status == "ringing"
    assert room.participants("agent").delete()
    assert desk.hears_of("ended")["status"] == "canceled"
    caller.hangs_up()


def test_muted_is_not_heard_and_hears(world):
    caller, desk, room = two(world)
    assert room.participants(caller.call).update(muted=True).muted
    caller.says(VOICE)
    desk.says(OTHER)
    assert hears(desk, VOICE) < 0.3
    assert clarity(caller.heard, OTHER) > ALIKE
    room.participants(caller.call).update(muted=False)
    caller.says(VOICE)
    assert hears(desk, VOICE) > ALIKE
    names = [w.values["StatusCallbackEvent"] for w in world.app.asked("/room")]
    assert names[-2:] == ["participant-mute", "participant-unmute"]


def test_on_hold_the_caller_hears_the_carriers_music_and_is_not_heard(world):
    """Hold without HoldUrl: music; the other side hears nothing of the one on hold."""
    caller, desk, room = two(world)
    assert room.participants("caller").update(hold=True).hold
    caller.says(VOICE)
    desk.says(OTHER)
    heard = caller.has_heard(2.2)
    assert np.sqrt(np.mean(heard**2)) > 0.003
    assert clarity(heard, OTHER) < 0.3
    assert clarity(desk.heard, VOICE) < 0.3
    assert not room.participants("caller").update(hold=False).hold
    caller.has_heard(0.2)
    desk.says(OTHER)
    assert hears(caller, OTHER) > ALIKE
    world.app.wait_for("/room", StatusCallbackEvent="participant-unhold")


def test_hold_url_is_what_is_heard_on_hold(world):
    """HoldUrl: a sound, or a document of Play, Say, Pause; asked by POST, signed."""
    music = chirps(23, 1.0)
    world.app.answers["/music.wav"] = to_wav(music)
    world.app.answers["/hold"] = "<Play>/music.wav</Play>"
    caller, _, room = two(world)
    room.participants("caller").update(hold=True, hold_url=f"{world.app.base}/hold")
    assert world.app.wait_for("/hold").valid
    assert hears(caller, music) > ALIKE


def test_an_agent_lost_leaves_the_caller_with_music_when_the_application_says_so(world):
    """Neither leg ends the conference by leaving; Hold=true gives the caller who stays music."""
    caller, desk, room = two(world)
    desk.hangs_up()
    world.app.wait_for("/room", StatusCallbackEvent="participant-leave")
    room.participants(caller.call).update(hold=True)
    heard = caller.has_heard(1.0)
    assert np.sqrt(np.mean(heard**2)) > 0.003
    assert room.fetch().status == "in-progress"


def test_a_coach_is_heard_by_the_one_who_is_coached_alone(world):
    caller, desk, room = two(world)
    coach = world.phone("supervisor")
    room.participants.create(
        to="client:supervisor", from_=HOTLINE, beep="false", coaching=True, call_sid_to_coach=desk.call
    )
    coach.answers()
    coach.has_heard(0.2)
    coach.says(VOICE)
    assert hears(desk, VOICE) > ALIKE
    assert clarity(caller.heard, VOICE) < 0.3
    changed = room.participants(coach.call).update(coaching=False)
    assert (changed.coaching, changed.call_sid_to_coach) == (False, None)
    coach.says(OTHER)
    assert hears(caller, OTHER) > ALIKE
    world.app.wait_for("/room", StatusCallbackEvent="participant-modify")


def test_delete_takes_a_participant_out_and_its_leg_goes_on(world):
    """The kicked leg's Dial is over: its action is told without DialCallSid and DialCallDuration."""
    _, desk, room = two(world)
    assert room.participants("caller").delete()
    told = world.app.wait_for("/done").values
    assert told["DialCallStatus"] == "completed"
    assert not {"DialCallSid", "DialCallDuration"} & told.keys()
    assert room.participants("agent").fetch().call_sid == desk.call
    with pytest.raises(TwilioRestException) as gone:
        room.participants("caller").fetch()
    assert gone.value.status == 404


def test_end_conference_on_exit_ends_it_for_everybody(world):
    caller, desk, room = two(world, end_conference_on_exit=True)
    desk.hangs_up()
    world.app.wait_for("/done", CallSid=caller.call)
    over = room.fetch()
    assert over.status == "completed"
    assert over.reason_conference_ended == "participant-with-end-conference-on-exit-left"
    assert over.call_sid_ending_conference == desk.call


def test_status_completed_ends_it(world):
    caller, desk, room = two(world)
    assert room.update(status="completed").reason_conference_ended == "conference-ended-via-api"
    world.app.wait_for("/done", CallSid=caller.call)
    desk.hears_of("ended")
    assert world.client.conferences.list(status="completed")[0].friendly_name == "room"


def test_an_announcement_is_heard_by_everybody_or_by_one(world):
    """AnnounceUrl of the conference reaches all, of a participant that one."""
    news = chirps(24, 1.0)
    world.app.answers["/news.wav"] = to_wav(news)
    world.app.answers["/news"] = "<Play>/news.wav</Play>"
    caller, desk, room = two(world)
    room.update(announce_url=f"{world.app.base}/news")
    world.app.wait_for("/room", StatusCallbackEvent="announcement-end")
    caller.has_heard(0.2)
    assert clarity(caller.heard, news) > ALIKE
    assert clarity(desk.heard, news) > ALIKE
    room.participants("agent").update(announce_url=f"{world.app.base}/news")
    world.app.wait_for("/news", 2)
    after = caller.has_heard(1.5)
    assert clarity(after, news) < 0.3


def test_a_beep_says_that_somebody_came(world):
    """beep(true): heard by who is in the talk when somebody joins."""
    caller, _, _ = two(world, beep="onEnter")
    beep = 0.12 * np.sin(2 * np.pi * 620 * np.arange(int(0.14 * 8000)) / 8000)
    caller.has_heard(0.4)
    assert alignment(caller.heard, beep)[1] > 0.9


def test_before_the_start_wait_url_is_heard(world):
    """waitUrl is heard until the conference starts; startConferenceOnEnter=false does not start it."""
    music = chirps(25, 1.0)
    world.app.answers["/music"] = to_wav(music)
    voice = '<Dial><Conference waitUrl="/music" startConferenceOnEnter="false" waitMethod="GET">w</Conference></Dial>'
    caller = world.call(voice)
    assert hears(caller, music) > ALIKE
    assert world.client.conferences.list()[0].status == "init"


def test_callbacks_come_once_and_in_order(world):
    """conference-start/-end participant-join/-leave -mute -hold ..., each with its sequence number."""
    caller, desk, room = two(world)
    room.participants("caller").update(hold=True)
    room.participants("caller").update(hold=True)
    desk.hangs_up()
    world.app.wait_for("/room", StatusCallbackEvent="participant-leave")
    caller.hangs_up()
    world.app.wait_for("/room", StatusCallbackEvent="conference-end")
    log = world.app.asked("/room")
    assert [w.values["StatusCallbackEvent"] for w in log] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-hold",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert [int(w.values["SequenceNumber"]) for w in log] == list(range(len(log)))
    assert log[-1].values["ReasonConferenceEnded"] == "last-participant-left"
    world.final(caller)
    assert len(world.app.asked("/status")) == 1


def test_hangup_on_star_leaves_the_conference(world):
    """Dial hangupOnStar."""
    caller = world.call('<Dial hangupOnStar="true" action="/done"><Conference>s</Conference></Dial>')
    caller.has_heard(0.1)
    caller.presses("1*")
    world.app.wait_for("/done")
