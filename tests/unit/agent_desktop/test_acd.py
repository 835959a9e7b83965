"""Who gets which caller: a table by hand, and what holds for any queue."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.acd import Idle, Match, Waiting, in_order, match

START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


callers = st.lists(
    st.builds(
        Waiting,
        entry_id=st.uuids().map(str),
        queued_at=st.integers(0, 5).map(at),
        priority=st.integers(0, 2),
        requeues=st.integers(0, 2),
    ),
    unique_by=lambda caller: caller.entry_id,
)
agents = st.lists(
    st.builds(Idle, agent_id=st.uuids().map(str), since=st.integers(0, 5).map(at)), unique_by=lambda a: a.agent_id
)


def test_who_waited_longest_is_first_unless_priority_or_a_broken_promise_comes_before():
    callers = [
        Waiting("young", at(9)),
        Waiting("old", at(1)),
        Waiting("urgent", at(5), priority=1),
        Waiting("requeued", at(8), requeues=1),
    ]
    assert [caller.entry_id for caller in in_order(callers)] == ["requeued", "urgent", "old", "young"]


def test_the_agent_idle_for_longest_is_asked_first():
    assert match([Waiting("a", at(0)), Waiting("b", at(1))], [Idle("late", at(5)), Idle("early", at(2))]) == [
        Match("a", "early"),
        Match("b", "late"),
    ]


@given(callers, agents)
def test_as_many_pairs_as_the_shorter_side_and_nobody_twice(waiting, idle):
    pairs = match(waiting, idle)
    assert len(pairs) == min(len(waiting), len(idle))
    assert len({pair.entry_id for pair in pairs}) == len({pair.agent_id for pair in pairs}) == len(pairs)


@given(callers, agents)
def test_nobody_is_passed_over(waiting, idle):
    served = {pair.entry_id for pair in match(waiting, idle)}
    left = [caller for caller in waiting if caller.entry_id not in served]
    taken = [caller for caller in waiting if caller.entry_id in served]
    for behind in left:
        assert not any(
            (behind.requeues and not before.requeues)
            or (
                bool(behind.requeues) == bool(before.requeues)
                and (behind.priority, before.queued_at) > (before.priority, behind.queued_at)
                and behind.priority >= before.priority
                and behind.queued_at < before.queued_at
            )
            for before in taken
        )


@given(callers, agents, st.randoms())
def test_the_order_of_the_rows_does_not_matter(waiting, idle, random):
    expected = match(waiting, idle)
    random.shuffle(waiting)
    random.shuffle(idle)
    assert match(waiting, idle) == expected
