"""A caller is rung back on the number of the call, and the same dialogue goes on there: in any order, twice, and not at all."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from runtime import event_log, outbox
from runtime.flow_versions.publishing import Order
from runtime.models import dialogue_sessions
from telephony.carrier import CarrierError
from telephony.models import calls, return_calls
from telephony.return_calls import ReturnCalls
from tests.integration.runtime.conftest import MANAGER

FLOW = """
flow: hotline
language_version: 1
languages: [id]
start: who
nodes:
  who: {verify: {level: 2, by: [call_back]}, verified: sure, failed: bye, unavailable: nothing}
  sure: {menu: {prompt: Anda dikenali., choices: [{key: 1, label: selesai, goto: bye}]}}
  nothing: {menu: {prompt: Tidak bisa., choices: [{key: 1, label: selesai, goto: bye}]}}
  bye: {hang_up: Selesai.}
"""
SECOND, THIRD = "CA" + "2" * 32, "CA" + "3" * 32


class Exchange:
    """A carrier that only rings."""

    def __init__(self, error=None):
        self.rung, self.error = [], error

    def place(self, to, url, status_url, fallback_url=""):
        self.rung.append((to, url, status_url, fallback_url))
        if self.error:
            raise self.error
        return SECOND


class Scene:
    """A caller who has been told to be rung back, and the carrier that rings."""

    def __init__(self, house, error=None, origin="+62215550100"):
        self.house, self.exchange = house, Exchange(error)
        self.returns = ReturnCalls(house.parts.calls, self.exchange)
        house.parts.publishing.publish({"hotline.yaml": FLOW}, Order(MANAGER, "a test"))
        self.wire = house.wire(origin=origin)
        self.wire.dial()

    def deliver(self):
        return outbox.deliver_due(self.house.parts.database, self.house.clock, {"return_call": self.returns.ring})

    def rung(self):
        """The first leg is over, and the caller's telephone rings."""
        self.wire.hang_up()
        self.deliver()
        return self

    def answered(self, sid=SECOND):
        wire = self.house.wire(sid=sid, origin="+62211500112")
        wire.common = {"To": "+62215550100", "Direction": "outbound-api"}
        wire.post(self.path(1), wire.form())
        return wire

    def path(self, which):
        parts = urlsplit(self.exchange.rung[0][which])
        return f"{parts.path}?{parts.query}"

    def status(self, wire, status):
        return wire.post(self.path(2), wire.form(CallStatus=status, CallDuration="7"))

    def call(self):
        with self.house.parts.database.read() as conn:
            return conn.execute(select(calls)).mappings().one()

    def state(self):
        with self.house.parts.database.read() as conn:
            return conn.execute(select(return_calls.c.state)).scalar_one_or_none()

    def kinds(self):
        with self.house.parts.database.read() as conn:
            return [entry.kind for entry in event_log.since(conn, 0)]

    def session(self):
        with self.house.parts.database.read() as conn:
            mine = dialogue_sessions.c.call_id == self.house.parts.calls.call_id(self.wire.sid)
            return conn.execute(select(dialogue_sessions.c.state).where(mine)).scalar_one()


def tags(wire):
    return [verb.tag for verb in wire.verbs]


def test_the_same_dialogue_goes_on_in_the_new_call(house):
    scene = Scene(house)
    assert tags(scene.wire) == ["Play", "Hangup"]
    assert scene.deliver() == 0, "the line is not free before the first leg is over"
    scene.wire.hang_up()
    assert scene.call()["ended_at"] is None, "a return is due: the call is not over"
    assert scene.deliver() == 1
    assert [to for to, *_ in scene.exchange.rung] == ["+62215550100"]
    leg = scene.answered()
    assert tags(leg) == ["Gather", "Redirect"]
    assert scene.call()["sid"] == SECOND
    leg.press("1")
    assert tags(leg)[0] == "Gather"
    assert '"verified":2' in scene.session()
    leg.press("1")
    assert tags(leg)[-1] == "Hangup"
    scene.status(leg, "completed")
    scene.status(leg, "completed")
    assert scene.call()["ended_at"] is not None
    assert scene.call()["duration_s"] == 7
    for kind in ("call_started", "return_wanted", "return_answered", "call_ended"):
        assert scene.kinds().count(kind) == 1


def test_a_caller_who_hides_the_number_is_not_rung(house):
    scene = Scene(house, origin="anonymous")
    assert tags(scene.wire)[0] == "Gather"
    scene.rung()
    assert not scene.exchange.rung
    assert scene.call()["ended_at"] is not None


def test_news_of_the_first_leg_come_late_and_twice(house):
    scene = Scene(house).rung()
    scene.wire.hang_up()
    assert scene.deliver() == 0, "rung once"
    leg = scene.answered()
    scene.wire.hang_up()
    assert scene.call()["ended_at"] is None, "the caller has left that leg"
    leg.press("1")
    assert '"verified":2' in scene.session()


def test_the_answer_told_twice_and_a_second_one_to_answer(house):
    scene = Scene(house).rung()
    first = scene.answered()
    again = scene.answered()
    assert again.reply == first.reply
    stranger = scene.answered(sid=THIRD)
    assert tags(stranger) == ["Hangup"]
    scene.status(stranger, "completed")
    assert scene.call()["sid"] == SECOND
    assert scene.call()["ended_at"] is None
    first.press("1")
    late = scene.answered()
    assert late.reply == again.reply, "the stored bytes, though the dialogue has gone on"
    assert scene.kinds().count("return_answered") == 1


def test_two_who_answer_at_the_same_moment(house, at_once):
    scene = Scene(house).rung()
    legs = at_once(6, lambda n: scene.answered(sid=f"CA{n:032d}"))
    assert sorted(tags(leg)[0] for leg in legs) == ["Gather"] + ["Hangup"] * 5


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled", "completed"])
def test_nobody_answers_and_the_dialogue_ends_quietly(open_house, status):
    scene = Scene(open_house()).rung()
    leg = scene.house.wire(sid=SECOND)
    for told in ("ringing", status, status):
        scene.status(leg, told)
    assert (scene.state(), scene.call()["status"]) == ("failed", "no-answer")
    assert '"ended":true' in scene.session()
    assert [scene.kinds().count(kind) for kind in ("return_failed", "call_ended")] == [1, 1]
    assert tags(scene.answered()) == ["Hangup"], "too late"


@pytest.mark.parametrize("error", [CarrierError("HTTP 400", retryable=False), CarrierError("not reached")])
def test_a_carrier_that_refuses_is_not_asked_again(open_house, error):
    scene = Scene(open_house(), error).rung()
    scene.house.clock.advance(3600)
    scene.deliver()
    assert len(scene.exchange.rung) == 1
    assert scene.call()["ended_at"] is not None
    assert "return_failed" in scene.kinds()


def test_news_of_the_first_legs_end_never_come(house):
    scene = Scene(house)
    house.clock.advance(59)
    scene.returns.tick()
    assert scene.deliver() == 0
    house.clock.advance(1)
    scene.returns.tick()
    assert scene.deliver() == 1
    scene.wire.hang_up()
    scene.returns.tick()
    assert scene.deliver() == 0


def test_a_house_that_was_down_for_long_surprises_nobody(open_house):
    scene = Scene(open_house())
    scene.wire.hang_up()
    scene.house.clock.advance(300)
    scene.returns.tick()
    assert scene.deliver() == 1, "taken, and let be"
    assert not scene.exchange.rung
    assert scene.call()["ended_at"] is not None


def test_a_kill_between_claim_and_ringing_ends_quietly_and_rings_nobody(open_house):
    scene = Scene(open_house())
    scene.wire.hang_up()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene.exchange, "place", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            scene.deliver()
    assert scene.state() == "ringing"
    scene.house.clock.advance(400)
    scene.deliver()
    assert not scene.exchange.rung
    scene.returns.tick()
    assert (scene.state(), scene.call()["status"]) == ("failed", "no-answer")


def test_a_kill_between_the_move_and_the_turn_is_mended_by_the_next_webhook(open_house, monkeypatch):
    scene = Scene(open_house()).rung()
    with monkeypatch.context() as patch:
        patch.setattr("telephony.call_handler.take_turn", lambda *_: 1 / 0)
        assert tags(scene.answered()) == ["Hangup"]
    leg = scene.answered()
    assert tags(leg) == ["Gather", "Redirect"]
    leg.press("1")
    assert '"verified":2' in scene.session()


def test_who_hung_up_before_hearing_it_is_not_rung(open_house):
    scene = Scene(open_house())
    with scene.house.parts.database.begin() as conn:
        conn.execute(calls.update().values(ended_at=scene.house.clock.now()))
    scene.wire.hang_up()
    scene.deliver()
    assert not scene.exchange.rung
    assert scene.state() == "failed"


def test_steps_of_the_new_leg_are_its_own_and_a_failing_one_falls_back_in_the_same_call(open_house):
    scene = Scene(open_house()).rung()
    leg = scene.answered()
    stranger = scene.house.wire(sid=THIRD)
    stranger.post(leg.action, stranger.form(Digits="1"))
    assert '"verified"' not in scene.session()
    leg.post("/telephony/fallback", leg.form(ErrorCode="11200"))
    with scene.house.parts.database.read() as conn:
        of_leg = select(func.count()).select_from(calls).where(calls.c.sid == SECOND)
        assert conn.execute(of_leg).scalar_one() == 1


def test_an_unsigned_answer_is_refused(open_house):
    scene = Scene(open_house()).rung()
    leg = scene.house.wire(sid=SECOND)
    assert leg.post(scene.path(1), leg.form(), signature="nonsense").status_code == 403
    assert scene.state() == "ringing"
