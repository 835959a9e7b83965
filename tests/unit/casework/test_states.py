from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.machine import AGENT, CITIZEN, OFFICER, SYSTEM, NotAllowed
from casework.states import DELIVERED, KINDS, LABELS, MACHINES, SUBMITTED

EACH = pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))


def reached(machine, state):
    """Every state that can follow, the given one with it."""
    found, ahead = {state}, deque([state])
    while ahead:
        here = ahead.popleft()
        for step in machine.allowed(here):
            if step.moves[here] not in found:
                found.add(step.moves[here])
                ahead.append(step.moves[here])
    return found


def test_each_kind_has_a_machine():
    assert tuple(sorted(MACHINES)) == tuple(sorted(KINDS))
    assert all(machine.kind == kind for kind, machine in MACHINES.items())


@EACH
def test_every_state_is_reached_from_the_first_and_reaches_an_end(machine):
    assert reached(machine, SUBMITTED) == set(machine.states)
    assert machine.ends
    for state in machine.states:
        assert reached(machine, state) & machine.ends, f"{state} never ends"


@EACH
def test_nothing_leads_out_of_an_end(machine):
    for state in machine.ends:
        assert machine.allowed(state) == ()
        for name in machine.transitions:
            with pytest.raises(NotAllowed):
                machine.step(state, name)


@EACH
def test_each_state_and_transition_is_called_something_in_both_languages(machine):
    for words in [LABELS[state] for state in machine.states] + [t.label for t in machine.transitions.values()]:
        assert all(words[language].strip() for language in ("id", "en"))


@EACH
def test_each_transition_is_somebodys_and_names_phases_that_there_are(machine):
    for step in machine.transitions.values():
        assert step.may and set(step.may) <= {OFFICER, AGENT, CITIZEN, SYSTEM}
        assert step.phase == "" or step.phase in machine.phases
    assert machine.first in ("", *machine.phases)
    for phase in machine.phases.values():
        assert phase.due == "" or phase.due in machine.transitions


@EACH
def test_an_end_stops_the_clock(machine):
    if machine.phases:
        for step in machine.transitions.values():
            assert step.clock == "stop" or not set(step.moves.values()) & machine.ends, step.name


def test_no_label_is_left_without_a_state():
    assert set(LABELS) == {state for machine in MACHINES.values() for state in machine.states}


@given(st.data())
def test_whatever_happens_a_case_can_still_be_brought_to_an_end(data):
    machine = MACHINES[data.draw(st.sampled_from(KINDS))]
    state = SUBMITTED
    for _ in range(data.draw(st.integers(0, 12))):
        steps = machine.allowed(state)
        if not steps:
            break
        state = data.draw(st.sampled_from(steps)).moves[state]
    assert reached(machine, state) & machine.ends


def test_a_complaint_goes_the_way_of_the_national_complaint_desk():
    state = SUBMITTED
    for step, expected in (
        ("deliver", DELIVERED),
        ("forward", "forwarded"),
        ("accept", "in_progress"),
        ("request_documents", "waiting"),
        ("receive_documents", "in_progress"),
        ("answer", "answered"),
        ("react", "in_progress"),
        ("answer", "answered"),
        ("close", "closed"),
    ):
        _, state = MACHINES["complaint"].step(state, step)
        assert state == expected
