"""The stored clock of a case, walked through its machine at random."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from casework import clocks, timer
from casework.deadlines import deadline
from casework.machine import Limit
from casework.states import MACHINES, SUBMITTED
from tests.unit.casework.calendars import shipped

START = datetime(2026, 11, 24, 3, tzinfo=UTC)
AGENCIES = st.sampled_from(["DUK", "PTS", "PUP"])
WALK = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4_000), AGENCIES), max_size=14)


def walked(kind, walk, complete):
    """Each clock on the way, with the moment and the state it was in."""
    machine = MACHINES[kind]
    now, state = START, SUBMITTED
    clock = timer.begin(machine, now, "DUK", Limit(7), complete=complete)
    yield now, state, None, clock
    for choice, minutes, agency in walk:
        steps = machine.allowed(state)
        if not steps:
            return
        step = steps[choice % len(steps)]
        now, state = now + timedelta(minutes=minutes), step.moves[state]
        clock = timer.follow(clock, machine, step, now, agency)
        yield now, state, step, clock


def used(clock, now):
    begun = timer.started(clock)
    gaps = timer.pauses(clock)
    if clock["paused_at"] and begun:
        gaps.append((datetime.fromisoformat(clock["paused_at"]), datetime.max.replace(tzinfo=UTC)))
    return 0 if begun is None else clocks.elapsed(begun, Limit(7), gaps, shipped(), now)


KINDS = st.sampled_from(["application", "complaint", "information", "aspiration"])


@given(KINDS, WALK, st.booleans())
def test_whatever_happens_the_history_of_a_clock_only_grows(kind, walk, complete):
    for (_, _, _, before), (_, _, _, after) in pairwise(walked(kind, walk, complete)):
        old, new = before["segments"], after["segments"]
        assert len(new) >= len(old)
        assert new[: max(0, len(old) - 1)] == old[:-1]
        assert [segment["from"] for segment in new[: len(old)]] == [segment["from"] for segment in old]
        assert json.loads(json.dumps(after)) == after


@given(KINDS, WALK, st.booleans())
def test_segments_follow_each_other_and_only_the_last_may_be_open(kind, walk, complete):
    for _, state, _, clock in walked(kind, walk, complete):
        for before, after in pairwise(clock["segments"]):
            assert before["from"] <= before["to"] <= after["from"]
        if timer.runs(clock):
            assert clock["paused_at"] is None and clock["stopped_at"] is None
        if state in MACHINES[kind].ends:
            assert not timer.runs(clock)
            assert deadline(kind, clock, shipped()) is None


@given(KINDS, WALK)
def test_within_a_phase_the_used_time_never_grows_less_and_a_pause_adds_nothing(kind, walk):
    for (then, _, _, before), (now, _, step, after) in pairwise(walked(kind, walk, True)):
        if after["started_at"] != before["started_at"]:
            continue  # a time that began anew
        assert used(before, then) <= used(after, now)
        if before["paused_at"] and step.clock == "resume":
            assert used(after, now) == used(before, then)


def test_the_time_counts_from_a_complete_file():
    machine = MACHINES["application"]
    clock = timer.begin(machine, START, "DUK", None, complete=False)
    assert (timer.started(clock), timer.limit(clock)) == (None, Limit(5))
    later = START + timedelta(days=3)
    clock = timer.follow(clock, machine, machine.transitions["receive_documents"], later, "DUK")
    assert timer.started(clock) == later


def test_more_time_is_added_to_what_there_was_and_an_inspection_counts_from_the_same_beginning():
    for kind, step, limit in (("information", "extend", Limit(14)), ("complaint", "inspect", Limit(60))):
        machine = MACHINES[kind]
        clock = timer.begin(machine, START, "KOM", Limit(7), complete=True)
        again = timer.follow(clock, machine, machine.transitions[step], START + timedelta(days=1), "KOM")
        assert timer.limit(again) == limit
        assert timer.started(again) == START
        assert timer.follow(again, machine, machine.transitions[step], START + timedelta(days=2), "KOM") == again


def test_a_kind_without_a_clock_has_none():
    assert timer.begin(MACHINES["appointment"], START, "DUK", None, complete=True) is None
