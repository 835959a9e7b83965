"""One turn per wait, whatever arrives together; the clock is frozen and the flow is real."""

import logging

import pytest
from sqlalchemy import func, select, update

from ivr.effects import Lookup
from ivr.events import CallStarted, DigitsEntered, HungUp, Recorded, WaitTimedOut
from runtime.dialogue_store import StaleSession, lock, save
from runtime.flow_versions.publishing import Order
from runtime.models import dialogue_sessions, turn_replies
from tests.integration.runtime.conftest import CALL, MANAGER, publishing, render
from tests.unit.ivr.house import files

ONE = DigitsEntered("1")


def kinds(door):
    return [entry.kind for entry in door.logged()]


def stored(door):
    with door.database.read() as conn:
        return conn.execute(select(dialogue_sessions)).one()


def said(reply):
    return reply.body.decode().split("|")


def test_a_call_starts_and_goes_on(door):
    assert said(door.start())[:2] == ["1", "collect"]
    reply = door.take(1, "a", DigitsEntered("2"))
    assert reply.fresh
    assert said(reply)[1] == "queue"
    assert door.acted == ["queue"]
    assert (stored(door).version, stored(door).wait) == (2, 2)


def test_an_effect_that_is_answered_at_once_goes_on_in_the_same_turn(door):
    door.start()
    reply = door.take(1, "a", ONE)
    assert "Lagi?" in said(reply)[2]
    assert kinds(door) == ["turn_taken", "lookup_handled", "turn_taken"]
    assert door.logged()[-1].data["path"] == ["hotline.ask", "hotline.second"]


def test_what_was_heard_and_said_is_logged(door):
    door.start()
    door.take(1, "a", DigitsEntered("2"))
    first, second = (entry.data for entry in door.logged() if entry.kind == "turn_taken")
    assert any("Pilih." in line for line in first["said"])
    assert first["heard"] == []
    assert second["heard"] == ["2"]
    assert (second["event"], second["wait"]) == ("DigitsEntered", 2)


def test_the_same_webhook_again_gets_the_same_bytes_and_acts_once(door):
    door.start()
    first, again = door.take(1, "a", ONE), door.take(1, "a", ONE)
    assert first.fresh and not again.fresh
    assert again.body == first.body
    assert door.acted == ["lookup"]


def test_the_same_webhook_twenty_times_at_once_is_one_turn(door, at_once):
    door.start()
    replies = at_once(20, lambda _: door.take(1, "a", ONE))
    assert len({reply.body for reply in replies}) == 1
    assert [reply.fresh for reply in replies].count(True) == 1
    assert door.acted == ["lookup"]


def test_the_same_start_twenty_times_at_once_is_one_session(door, at_once):
    replies = at_once(20, lambda _: door.start())
    assert len({reply.body for reply in replies}) == 1
    assert kinds(door) == ["turn_taken"]
    assert stored(door).version == 1


def test_a_key_and_a_silence_at_once_are_one_turn(door, at_once):
    door.start()
    events = [DigitsEntered("2"), WaitTimedOut()]
    replies = at_once(2, lambda number: door.take(1, f"digest {number}", events[number]))
    assert [reply.fresh for reply in replies].count(True) == 1
    assert kinds(door).count("turn_taken") == 2
    assert said(replies[0])[0] == said(replies[1])[0] == "2"


def test_another_webhook_for_a_wait_that_is_over_gets_the_current_reply(door):
    door.start()
    current = door.take(1, "a", ONE)
    late = door.take(1, "b", DigitsEntered("2"))
    assert not late.fresh
    assert said(late)[:2] == said(current)[:2]
    assert door.acted == ["lookup"]


def test_an_event_that_the_wait_does_not_take_changes_nothing(door):
    door.start()
    refused = door.take(1, "a", Recorded("r", 1.0))
    assert not refused.fresh
    assert said(refused)[0] == "1"
    assert (stored(door).version, kinds(door)) == (1, ["turn_taken"])
    assert door.take(1, "a", ONE).fresh


def test_a_hang_up_is_for_whatever_the_call_waits_for_and_renders_nothing(door):
    door.start()
    assert door.take(None, None, HungUp("caller"), render=pytest.fail).body == b""
    assert door.take(None, None, HungUp("caller"), render=pytest.fail).fresh is False
    assert kinds(door).count("turn_taken") == 2


@pytest.mark.parametrize("failing", ["handler", "render"])
def test_a_failure_is_rolled_back_and_answered_by_an_apology_and_the_queue(door, failing, caplog):
    door.start()
    door.failing = {"lookup"} if failing == "handler" else set()
    broken = iter([RuntimeError("rendering failed for 081234567890")])

    def render_once_broken(context, effects):
        for error in broken:
            raise error
        return render(context, effects)

    with caplog.at_level(logging.ERROR):
        reply = door.take(1, "a", ONE, render=render_once_broken if failing == "render" else render)
    assert said(reply)[1] == "queue"
    assert "lookup_handled" not in kinds(door)
    assert door.acted[-1] == "queue"
    assert CALL in caplog.messages[0] and "081234567890" not in caplog.messages[0]
    assert door.take(1, "a", ONE).body == reply.body


def test_one_failure_for_twenty_webhooks_is_one_apology(door, at_once):
    door.start()
    door.failing = {"lookup"}
    replies = at_once(20, lambda _: door.take(1, "a", ONE))
    assert len({reply.body for reply in replies}) == 1
    assert door.acted == ["queue"]


def test_a_failing_apology_raises_and_leaves_the_dialogue_as_it_was(door):
    door.start()
    door.failing = {"lookup", "queue"}
    with pytest.raises(RuntimeError):
        door.take(1, "a", ONE)
    assert stored(door).version == 1
    door.failing = set()
    assert door.take(1, "a", ONE).fresh


def test_a_failing_hang_up_queues_nobody(door):
    door.start()

    def no_flow(*_):
        raise RuntimeError

    door.flows.pinned = no_flow
    with pytest.raises(RuntimeError):
        door.take(None, None, HungUp("caller"))
    assert door.acted == []


def test_an_event_for_a_call_that_never_began_is_spoken_to(door):
    assert said(door.take(3, "a", ONE))[1] == "queue"
    assert door.acted == ["queue"]


def test_an_apology_can_be_asked_for_in_any_state(door):
    assert said(door.apologise())[1] == "queue"
    with door.database.begin() as conn:
        conn.execute(update(dialogue_sessions).values(state='{"format": 99}'))
    reply = door.apologise()
    assert said(reply)[1] == "queue"
    assert int(said(reply)[0]) == stored(door).wait


def test_what_follows_the_commit_is_done_after_it_and_cannot_undo_it(door):
    door.start()
    seen = []

    def leave(context, _effect):
        context.after_commit.append(lambda: seen.append(stored(door).version))
        context.after_commit.insert(0, lambda: 1 / 0)

    assert door.take(1, "a", ONE, handlers={Lookup: leave}).fresh
    assert seen == [2]


def test_a_flow_that_answers_itself_for_ever_ends_with_a_person(door, monkeypatch):
    monkeypatch.setattr("runtime.sprints.MOST_SPRINTS", 1)
    door.start()
    assert said(door.take(1, "a", ONE))[1] == "queue"


def test_a_call_keeps_the_revision_that_it_began_with(door):
    door.start()
    changed = files(
        "flow: hotline\nlanguage_version: 1\nlanguages: [id, en]\nstart: to_agent\nnodes:\n  to_agent: {queue: {name: umum}, closed: x, left: x}\n  x: {hang_up: {id: x, en: x}}\n"
    )
    before = door.flows.live().revision
    assert publishing(door.database, door.clock, door.flows).publish(changed, Order(MANAGER, "why")).moved
    assert door.logged()[-1].data["revision"] == before
    assert said(door.take(1, "a", ONE))[1] == "collect"


def test_a_session_saved_by_somebody_else_is_not_overwritten(door):
    door.start()
    with door.database.begin() as conn:
        read = lock(conn, CALL)
    door.take(1, "a", ONE)
    with pytest.raises(StaleSession), door.database.begin() as conn:
        save(conn, door.clock.now(), CALL, read, read.session())


def test_replies_are_kept_once_for_each_wait(door):
    door.start()
    door.start()
    door.take(1, "a", ONE)
    with door.database.read() as conn:
        assert conn.execute(select(func.count()).select_from(turn_replies)).scalar_one() == 2


def test_a_second_start_with_other_parameters_starts_nothing(door):
    door.start()
    assert not door.take(0, "other", CallStarted({}, {"id": CALL})).fresh
    assert kinds(door) == ["turn_taken"]
