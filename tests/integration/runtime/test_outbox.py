import os
import signal

import pytest
from sqlalchemy import select

from runtime import dead_letters, event_log, outbox
from runtime.db import Database
from runtime.outbox import ERASED, attempts_of, deliver_due, pause_s, put


@pytest.fixture
def queued(database, clock):
    with database.begin() as conn:
        assert put(conn, clock.now(), "letter", "case-1", {"reference": "26-0042-7"})
    return database


def standing(database, key="case-1"):
    with database.read() as conn:
        return attempts_of(conn, key)


def refuse(payload):
    raise OSError("the folder cannot be written")


def test_a_delivery_is_made_once_and_marked(queued, clock):
    sent = []
    assert deliver_due(queued, clock, {"letter": sent.append}) == 1
    assert deliver_due(queued, clock, {"letter": sent.append}) == 0
    assert sent == [{"reference": "26-0042-7"}]
    assert standing(queued).delivered_at == clock.now()
    assert standing(queued).count == 1


def test_what_is_only_for_the_way_is_erased_on_arrival(database, clock):
    sent = []
    with database.begin() as conn:
        put(conn, clock.now(), "letter", "case-2", {"to": "+62", ERASED: "482913"})
    assert deliver_due(database, clock, {"letter": refuse}) == 0
    clock.advance(5)
    assert deliver_due(database, clock, {"letter": sent.append}) == 1
    assert sent == [{"to": "+62", ERASED: "482913"}]
    with database.read() as conn:
        assert conn.execute(select(outbox.outbox.c.payload)).scalar_one() == {"to": "+62", ERASED: None}


def test_the_same_key_is_put_once(queued, clock):
    with queued.begin() as conn:
        assert not put(conn, clock.now(), "letter", "case-1", {})
    assert standing(queued, "case-2") is None


def test_a_failure_is_kept_and_tried_again_later_and_later(queued, clock):
    for attempt, pause in enumerate((5, 10, 20, 40), start=1):
        assert deliver_due(queued, clock, {"letter": refuse}) == 0
        found = standing(queued)
        assert (found.count, found.last_error) == (attempt, "OSError: the folder cannot be written")
        clock.advance(pause - 1)
        assert deliver_due(queued, clock, {"letter": pytest.fail}) == 0
        clock.advance(1)
    assert deliver_due(queued, clock, {"letter": lambda payload: None}) == 1
    assert standing(queued).last_error is None


def test_the_pause_ends_at_an_hour():
    assert [pause_s(n) for n in (1, 2, 10, 11, 1000)] == [5, 10, 2560, 3600, 3600]


def test_one_failure_holds_up_no_other(queued, clock):
    with queued.begin() as conn:
        put(conn, clock.now(), "sms", "message-1", {})
    assert deliver_due(queued, clock, {"letter": refuse, "sms": lambda payload: None}) == 1


def test_a_kind_that_nobody_takes_is_kept_with_its_error(queued, clock):
    assert deliver_due(queued, clock, {}) == 0
    assert standing(queued).last_error == "NoTaker: nobody delivers letter"


def test_a_rolled_back_cause_leaves_nothing_to_deliver(database, clock):
    with pytest.raises(RuntimeError), database.begin() as conn:
        put(conn, clock.now(), "letter", "case-1", {})
        raise RuntimeError
    assert standing(database) is None


def test_the_taker_is_called_outside_any_transaction(queued, clock):
    def take(_payload):
        with queued.begin() as conn:
            put(conn, clock.now(), "sms", "follow-up", {})

    assert deliver_due(queued, clock, {"letter": take}) == 1


def in_another_process(database, act):
    """How a child ended that did `act` with connections of its own: its exit code, or minus the signal."""
    child = os.fork()
    if child == 0:
        try:
            act(Database(database.url.render_as_string(hide_password=False)))
            os._exit(0)
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_row_of_a_process_that_was_killed_is_taken_again_after_the_first_pause(queued, clock):
    def die(_payload):
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_another_process(queued, lambda own: deliver_due(own, clock, {"letter": die})) == -signal.SIGKILL
    assert standing(queued).count == 1
    clock.advance(pause_s(1) - 1)
    assert deliver_due(queued, clock, {"letter": pytest.fail}) == 0
    clock.advance(1)
    assert deliver_due(queued, clock, {"letter": lambda payload: None}) == 1
    assert standing(queued).count == 2


def test_a_delivery_that_takes_hours_is_begun_by_nobody_else(queued, clock):
    def refused(own):
        os._exit(deliver_due(own, clock, {"letter": lambda payload: None}))

    def take(_payload):
        clock.advance(20_000)
        assert deliver_due(queued, clock, {"letter": pytest.fail}) == 0
        assert in_another_process(queued, refused) == 0

    assert deliver_due(queued, clock, {"letter": take}) == 1
    assert standing(queued).count == 1


def test_many_processes_deliver_each_row_once(database, clock, at_once):
    with database.begin() as conn:
        for number in range(30):
            put(conn, clock.now(), "letter", f"case-{number}", {"number": number})
    sent = []
    delivered = at_once(6, lambda _: deliver_due(database, clock, {"letter": sent.append}, limit=10))
    delivered.append(deliver_due(database, clock, {"letter": sent.append}, limit=30))
    assert sorted(payload["number"] for payload in sent) == list(range(30))
    assert sum(delivered) == 30


def test_at_most_the_limit_is_taken_oldest_first(database, clock):
    with database.begin() as conn:
        for number in range(3):
            put(conn, clock.advance(1), "letter", f"case-{number}", {"number": number})
    sent = []
    assert outbox.deliver_due(database, clock, {"letter": sent.append}, limit=2) == 2
    assert [payload["number"] for payload in sent] == [0, 1]


def log_of(database, kind):
    with database.read() as conn:
        return [entry for entry in event_log.since(conn, 0) if entry.kind == kind]


def refused_for_good(payload):
    raise outbox.Refused("HTTP status 422")


def test_what_the_other_side_refuses_is_given_up_at_once_with_an_alarm(queued, clock):
    assert deliver_due(queued, clock, {"letter": refused_for_good}) == 0
    assert standing(queued).given_up_at == clock.now()
    clock.advance(100_000)
    assert deliver_due(queued, clock, {"letter": pytest.fail}) == 0
    (alarm,) = log_of(queued, "delivery_given_up")
    assert alarm.data == {"outbox": 1, "kind": "letter", "attempts": 1, "error": "Refused"}


def test_what_nobody_takes_is_given_up_after_two_days(queued, clock):
    began = clock.now()
    while standing(queued).given_up_at is None:
        deliver_due(queued, clock, {"letter": refuse})
        clock.advance(outbox.LONGEST_PAUSE_S)
    assert standing(queued).count == outbox.MOST_ATTEMPTS
    assert 2 * 86400 < (standing(queued).given_up_at - began).total_seconds() < 3 * 86400
    assert len(log_of(queued, "delivery_given_up")) == 1


@pytest.mark.parametrize(("asked", "waits"), [(1, 5), (90, 90), (10**6, 3600)])
def test_the_other_side_may_ask_for_a_longer_wait_but_not_for_any(queued, clock, asked, waits):
    def busy(_payload):
        raise outbox.NotNow("busy", asked)

    deliver_due(queued, clock, {"letter": busy})
    assert (standing(queued).due_at - clock.now()).total_seconds() == waits


def test_a_kind_may_have_a_thread_of_its_own(queued, clock):
    with queued.begin() as conn:
        put(conn, clock.now(), "sms", "m1", {})
    takers = {"letter": pytest.fail, "sms": lambda payload: None}
    assert deliver_due(queued, clock, takers, without=("letter",)) == 1
    assert deliver_due(queued, clock, {**takers, "letter": lambda payload: None}, only=("letter",)) == 1


def test_a_person_has_it_sent_again(queued, clock):
    deliver_due(queued, clock, {"letter": refused_for_good})
    with queued.begin() as conn:
        (letter,) = dead_letters.given_up(conn)
        assert (letter.key, letter.attempts, letter.last_error) == ("case-1", 1, "Refused: HTTP status 422")
        assert dead_letters.given_up(conn, ("sms",)) == []
        assert dead_letters.resend(conn, clock.now(), letter.id, "sari")
        assert not dead_letters.resend(conn, clock.now(), 99, "sari")
        assert dead_letters.given_up(conn) == []
    sent = []
    assert deliver_due(queued, clock, {"letter": sent.append}) == 1
    with queued.begin() as conn:
        assert dead_letters.resend(conn, clock.now(), letter.id, "sari"), "what was delivered may be lost there"
    assert deliver_due(queued, clock, {"letter": sent.append}) == 1
    assert len(sent) == 2
    assert [(entry.actor, entry.data["outbox"]) for entry in log_of(queued, "delivery_resent")] == [("sari", 1)] * 2


def test_sending_again_while_an_attempt_is_under_way_loses_nothing_and_sends_once(queued, clock):
    def take(_payload):
        with queued.begin() as conn:
            dead_letters.resend(conn, clock.now(), 1, "sari")

    assert deliver_due(queued, clock, {"letter": take}) == 1
    assert deliver_due(queued, clock, {"letter": pytest.fail}) == 0
    assert standing(queued).delivered_at == clock.now()


def test_what_was_erased_on_arrival_is_not_sent_again(database, clock):
    with database.begin() as conn:
        put(conn, clock.now(), "letter", "case-1", {ERASED: "482913"})
    deliver_due(database, clock, {"letter": lambda payload: None})
    with database.begin() as conn:
        assert not dead_letters.resend(conn, clock.now(), 1, "sari")


def test_what_was_delivered_long_ago_goes_and_what_was_not_stays(queued, clock):
    with queued.begin() as conn:
        put(conn, clock.now(), "sms", "m1", {})
    deliver_due(queued, clock, {"letter": refused_for_good, "sms": lambda payload: None})
    clock.advance(dead_letters.KEPT.total_seconds() + 1)
    with queued.begin() as conn:
        assert dead_letters.forget_old(conn, clock.now()) == 1
    assert standing(queued, "m1") is None
    assert standing(queued).given_up_at is not None
