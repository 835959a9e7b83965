"""A step costs little: no copy of the flow, nothing worked out twice. Processor time of this thread without the garbage of tests
before, so that neither busy machines nor other tests matter."""

import time
from timeit import repeat

from ivr.engine import step
from ivr.events import DigitsEntered
from tests.unit.ivr.house import NOON, Caller, flow_of

NODES = """
  first: {menu: {prompt: {id: A, en: B}, choices: [{key: 1, label: {id: a, en: b}, intent: ask_service, goto: second}]}}
  second: {menu: {prompt: {id: A, en: B}, choices: [{key: 1, label: {id: a, en: b}, intent: ask_service, goto: first}]}}
"""
STEPS = 2_000
LEAST_A_SECOND = 4_000  # an idle machine does five times as many; a deep copy a step falls far below


def test_simple_steps_a_second() -> None:
    caller = Caller(flow_of(NODES))
    step(caller.flow, caller.session, DigitsEntered("1"), NOON)
    one = lambda: step(caller.flow, caller.session, DigitsEntered("1"), NOON)  # noqa: E731
    assert STEPS / min(repeat(one, number=STEPS, repeat=3, timer=time.thread_time)) > LEAST_A_SECOND
