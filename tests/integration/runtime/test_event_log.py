from threading import Event, Thread

from runtime import event_log

CALL = "c" * 32


def test_entries_are_read_in_order_from_any_place(database, clock):
    with database.begin() as conn:
        first = event_log.append(conn, clock.now(), "call_started", call_id=CALL)
        second = event_log.append(conn, clock.advance(1), "turn_taken", call_id=CALL, data={"path": ["main"]})
        third = event_log.append(conn, clock.now(), "case_filed", case_id="d" * 32, actor="agent1")
    with database.read() as conn:
        assert [entry.id for entry in event_log.since(conn, 0)] == [first, second, third]
        assert [entry.id for entry in event_log.since(conn, first, limit=1)] == [second]
        assert [entry.kind for entry in event_log.of_call(conn, CALL)] == ["call_started", "turn_taken"]
        assert event_log.last_id(conn) == third
        entry = event_log.since(conn, second)[0]
    assert (entry.kind, entry.case_id, entry.actor, entry.call_id, entry.data) == (
        "case_filed",
        "d" * 32,
        "agent1",
        None,
        {},
    )
    assert entry.at == clock.now()


def test_an_empty_log_has_no_last_id(database):
    with database.read() as conn:
        assert event_log.last_id(conn) == 0


def test_a_reader_never_passes_over_an_entry_that_commits_late(database, clock):
    """The first writer holds its id while the second writes: the second's must not become visible first."""
    appended, go_on, seen = Event(), Event(), []

    def slow():
        with database.begin() as conn:
            event_log.append(conn, clock.now(), "slow")
            appended.set()
            assert go_on.wait(60)

    def quick():
        with database.begin() as conn:
            event_log.append(conn, clock.now(), "quick")

    first, second = Thread(target=slow), Thread(target=quick)
    first.start()
    assert appended.wait(60)
    second.start()
    second.join(0.3)
    with database.read() as conn:
        seen += [entry.kind for entry in event_log.since(conn, 0)]
    go_on.set()
    first.join()
    second.join()
    assert seen == []
    with database.read() as conn:
        assert [entry.kind for entry in event_log.since(conn, 0)] == ["slow", "quick"]


def test_every_entry_of_many_writers_is_tailed_once_and_in_order(database, clock, at_once):
    writers, each, tailed, finished = 6, 15, [], []

    def act(number):
        if number == writers:
            return tail()
        for _ in range(each):
            with database.begin() as conn:
                event_log.append(conn, clock.now(), "written", actor=str(number))
        finished.append(number)
        return None

    def tail():
        over = False
        while not over:
            over = len(finished) == writers
            with database.read() as conn:
                tailed.extend(entry.id for entry in event_log.since(conn, tailed[-1] if tailed else 0))

    at_once(writers + 1, act)
    assert tailed == sorted(set(tailed))
    assert len(tailed) == writers * each
