"""The dialogue as a function: flow, session, event and moment in; session and effects out. No clock, no ids, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.effects import Effect, Hangup, StartRecording
from ivr.events import (
    CallbackBooked,
    CallReturned,
    CallStarted,
    CaseSubmitted,
    CodeChecked,
    CodeSent,
    DialEnded,
    DigitsEntered,
    Event,
    HungUp,
    LookupDone,
    MessageSent,
    QueueLeft,
    Recorded,
    SpeechHeard,
    WaitTimedOut,
)
from ivr.limits import MAX_SPRINTS, MAX_SPRINTS_AT_ALL, MAX_STEPS
from ivr.nodes.call import Call
from ivr.nodes.language import CHOSEN_BY_NUMBER
from ivr.nodes.node import GOODBYE, RETURN, SILENT_END, TO_AGENT
from ivr.run import QUIET, Run, Sprint
from ivr.variables import ALWAYS

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.nodes.node import Node
    from ivr.session import Session

__all__ = ["Sprint", "fail", "rewind", "step"]

ANSWERS: Mapping[str, tuple[type[object], ...]] = {
    "start": (CallStarted,),
    "collect": (DigitsEntered, SpeechHeard, WaitTimedOut),
    "record": (Recorded, WaitTimedOut, DigitsEntered),
    "queue": (QueueLeft,),
    "dial": (DialEnded,),
    "lookup": (LookupDone,),
    "submit": (CaseSubmitted,),
    "message": (MessageSent,),
    "callback": (CallbackBooked,),
    "code": (CodeSent,),
    "code_check": (CodeChecked,),
    "returned": (CallReturned,),
    "hangup": (),
}
"""The events that may end each kind of wait; a hang-up ends any."""

OUTLIVES = frozenset({"returned"})
"""Waits that a hang-up does not end: the house rings the caller back, and the dialogue goes on."""
RECORDING = "_recording"


def step(flow: Flow, session: Session, event: Event, now: datetime) -> Sprint:
    """Runs to the next wait. `now` is aware. An event that the wait does not take is refused, and nothing changes."""
    refused = _refusal(flow, session, event)
    if refused:
        return Sprint(session, refused=refused)
    run = Run(flow, session, now)
    if isinstance(event, HungUp):
        return _hung_up(run, event)
    target = _first(run, event) if isinstance(event, CallStarted) else _node(run).resume(run, event)
    if session.sprints >= MAX_SPRINTS:
        target = _exhausted(run, session.sprints)
    _walk(run, target)
    return run.sprint()


def rewind(session: Session) -> tuple[Effect, ...]:
    """What the present wait speaks and waits for, once more; nothing in it is written down twice."""
    return session.pending


def fail(flow: Flow, session: Session, now: datetime) -> Sprint:
    """After an internal failure: an apology in the caller's language, and a person; a spoken end where there is no queue."""
    run = Run(flow, session, now)
    run.state, run.counters, run.queued = {}, {}, ()
    _apologise(run)
    _walk(run, TO_AGENT)
    return run.sprint()


def _refusal(flow: Flow, session: Session, event: Event) -> str:
    if session.ended:
        return "1 the call has ended"
    if session.revision != flow.revision:
        return f"2 the session began with revision {session.revision}, not {flow.revision}"
    kind = session.wait.kind
    if isinstance(event, HungUp) and kind in OUTLIVES:
        return f"4 wait {session.wait.number} outlives the call"
    if isinstance(event, (HungUp, *ANSWERS[kind])):
        return ""
    return f"3 wait {session.wait.number} is for {kind}, not {type(event).__name__}"


def _first(run: Run, event: CallStarted) -> str:
    run.variables = {"caller": dict(event.caller), "call": dict(event.call), ALWAYS: event.hours_always}
    if event.language in run.entry.languages:
        run.language = event.language
        run.variables[CHOSEN_BY_NUMBER] = True
    return run.entry.start


def _node(run: Run) -> Node:
    return run.graph.nodes[run.node]


def _hung_up(run: Run, event: HungUp) -> Sprint:
    if run.node:
        _node(run).abandoned(run)
    run.ended = True
    run.queued = ()
    run.wait(Hangup())
    return run.sprint()


def _exhausted(run: Run, sprints: int) -> str:
    run.effects.clear()
    run.queued = ()
    run.wait_kind = ""
    if sprints >= MAX_SPRINTS_AT_ALL:
        return GOODBYE
    if run.counters.get(QUIET):
        return SILENT_END
    _apologise(run)
    return TO_AGENT


def _apologise(run: Run) -> None:
    waits_for_agent = type(run.entry.nodes[TO_AGENT]).KIND == "queue"
    if waits_for_agent:
        run.speak(run.phrase("apology"), barge_in=False)


def _walk(run: Run, target: str | None) -> None:
    """Enters nodes until one waits. A flow that goes round without ever waiting ends in an apology and a person."""
    steps = 0
    while target is not None:
        steps += 1
        if steps == MAX_STEPS:
            run.slip("the flow goes round without waiting")
            run.queued = ()
            _apologise(run)
            target = TO_AGENT
        run.taken.append(target)
        if target == RETURN:
            target = _return(run)
            run.taken.append(target)
        target = _enter(run, target)


def _return(run: Run) -> str:
    if not run.stack:
        return GOODBYE
    frame = run.stack[-1]
    run.stack = run.stack[:-1]
    run.graph = run.library.flows[frame.flow]
    node = run.graph.nodes[frame.node]
    return node.returned(run) if isinstance(node, Call) else GOODBYE


def _enter(run: Run, target: str) -> str | None:
    node = run.graph.nodes.get(target)
    if node is None:
        run.slip(f"there is no node {target}")
        node = run.graph.nodes[TO_AGENT]
    run.node = node.place.name
    run.path.append(f"{run.graph.name}.{run.node}")
    run.state = {}
    run.counters = {QUIET: run.counters.get(QUIET, 0)}
    if node.place.new_request:
        run.forget_request()
    if node.place.record and not run.variables.get(RECORDING):
        run.variables[RECORDING] = True
        run.do(StartRecording())
    return node.enter(run)
