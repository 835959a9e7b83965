"""What the house owes callers who did not wait: booked once, taken by one agent, ended or tried again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from agent_desktop import follow_ups
from agent_desktop.booking import MOST_OF_A_CALL, Booking, rung_number
from agent_desktop.refused import Refused
from ivr.effects import BookCallback, KeepVoicemail
from ivr.session import Session
from runtime import event_log
from runtime.turn_context import TurnContext

NUMBER = "+6281234567890"
SPAN = ("2026-11-24T14:00:00+07:00", "2026-11-24T16:00:00+07:00")


def wish(number: str = NUMBER, queue: str = "umum") -> BookCallback:
    return BookCallback(number, queue, ("umum",), "DUK-02", *SPAN, "waiting")


def book(scene, effect: BookCallback, call: str = "1" * 32):
    booking = Booking(scene.clock.new_id, "ID", lambda: None)
    with scene.database.begin() as conn:
        context = TurnContext(conn, call, Session("hotline", "r1", language="id"), scene.clock.now(), [])
        return booking.book(context, effect)


def keep(scene, recording: str, call: str = "1" * 32) -> None:
    booking = Booking(scene.clock.new_id, "ID", lambda: None)
    with scene.database.begin() as conn:
        context = TurnContext(conn, call, Session("hotline", "r1", language="id"), scene.clock.now(), [])
        booking.keep(context, KeepVoicemail(recording, 12.4, "umum", ""))


def owed(scene) -> list[follow_ups.FollowUp]:
    with scene.database.read() as conn:
        return follow_ups.unended(conn)


def act(scene, deed, *arguments):
    with scene.database.begin() as conn:
        return deed(conn, scene.clock.now(), *arguments)


def test_a_callback_is_booked_with_what_is_known(scene):
    assert book(scene, wish()).value == {"from": SPAN[0], "until": SPAN[1]}
    (found,) = owed(scene)
    assert (found.kind, found.number, found.queue, found.service) == ("callback", NUMBER, "umum", "DUK-02")
    assert (found.state, found.attempts, found.language, found.reason) == ("open", 0, "id", "waiting")
    assert found.not_before.isoformat() == "2026-11-24T07:00:00+00:00"
    with scene.database.read() as conn:
        assert [entry.kind for entry in event_log.of_call(conn, "1" * 32)] == ["callback_booked"]


def test_one_open_callback_for_a_number_and_queue(scene):
    book(scene, wish())
    again = book(scene, wish("0812 3456 7890"), call="2" * 32)
    assert (again.result, again.value["already"]) == ("booked", True)
    assert again.value["from"] == "2026-11-24T07:00:00+00:00"
    assert book(scene, wish(queue="pajak")).value.get("already") is None
    assert len(owed(scene)) == 2
    first = owed(scene)[0].id
    sari = scene.agents[0].id
    act(scene, follow_ups.take, first, sari)
    assert act(scene, follow_ups.end, first, sari, "done")
    assert book(scene, wish()).value.get("already") is None


def test_booked_by_many_at_once_it_is_one(scene):
    barrier = Barrier(8)

    def one(number: int):
        barrier.wait(60)
        return book(scene, wish(), call=f"{number:032d}").result

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, range(8))) == {"booked"}
    assert len(owed(scene)) == 1


@pytest.mark.parametrize(
    ("number", "rung"),
    [
        ("+6281234567890", "+6281234567890"),
        ("0211500112", "+62211500112"),
        ("+62215001234", "+62215001234"),
        ("+12025550123", None),
        ("+628091234567", None),
        ("112", None),
        ("", None),
        ("client:sari", None),
    ],
)
def test_only_numbers_of_the_country_are_rung(number, rung):
    assert rung_number(number, "ID") == rung


def test_a_number_that_is_not_rung_is_refused_and_a_call_books_so_many(scene):
    assert book(scene, wish("+19005550123")).result == "refused"
    results = [book(scene, wish(f"+62812345678{n:02d}")).result for n in range(MOST_OF_A_CALL + 1)]
    assert results == ["booked"] * MOST_OF_A_CALL + ["failed"]
    assert len(owed(scene)) == MOST_OF_A_CALL


def test_a_voicemail_is_kept_once_with_the_callers_number(scene):
    call = scene.call()
    keep(scene, "RE1", call)
    keep(scene, "RE1", call)
    (found,) = owed(scene)
    assert (found.kind, found.recording, found.seconds, found.service) == ("voicemail", "RE1", 12, None)
    assert found.number == "+628123456890"


def test_two_agents_take_the_same_one_wins_100_times(scene):
    for number in range(100):
        keep(scene, f"RE{number}")
        wanted, barrier = owed(scene)[0].id, Barrier(2)

        def one(agent, wanted=wanted, barrier=barrier) -> bool:
            barrier.wait(60)
            try:
                act(scene, follow_ups.take, wanted, agent.id)
            except Refused:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            won = list(pool.map(one, scene.agents))
        assert sum(won) == 1
        winner, loser = (agent.id for _, agent in sorted(zip(won, scene.agents, strict=True), key=lambda p: not p[0]))
        assert not act(scene, follow_ups.end, wanted, loser, "done")
        assert act(scene, follow_ups.end, wanted, winner, "done")


def test_what_was_taken_and_forgotten_others_may_take(scene):
    keep(scene, "RE1")
    wanted, (sari, budi) = owed(scene)[0].id, scene.agents
    act(scene, follow_ups.take, wanted, sari.id)
    scene.clock.advance(follow_ups.KEPT_FOR.total_seconds() - 1)
    with pytest.raises(Refused, match="already_taken"):
        act(scene, follow_ups.take, wanted, budi.id)
    scene.clock.advance(1)
    act(scene, follow_ups.take, wanted, budi.id)
    assert not act(scene, follow_ups.end, wanted, sari.id, "done")
    assert act(scene, follow_ups.give_back, wanted, budi.id)
    assert owed(scene)[0].state == "open"


def test_nobody_answers_three_times(scene):
    book(scene, wish())
    sari = scene.agents[0].id
    for attempt in range(1, follow_ups.MOST_ATTEMPTS + 1):
        (found,) = owed(scene)
        act(scene, follow_ups.take, found.id, sari)
        assert act(scene, follow_ups.attempted, found.id, sari)
        assert act(scene, follow_ups.end, found.id, sari, "no_answer")
        if attempt < follow_ups.MOST_ATTEMPTS:
            (later,) = owed(scene)
            assert (later.state, later.attempts) == ("open", attempt)
            assert later.not_before == scene.clock.now() + follow_ups.RETRY_AFTER
            assert later.not_after - later.not_before >= timedelta(hours=1)
        scene.clock.advance(3600)
    assert owed(scene) == []
    with scene.database.read() as conn:
        assert follow_ups.get(conn, found.id).outcome == "unreachable"


def test_what_is_not_there_cannot_be_taken(scene):
    with pytest.raises(Refused, match="no_such_follow_up"):
        act(scene, follow_ups.take, "0" * 32, scene.agents[0].id)
