"""A turn's sprints: effects go to their handlers, and an effect that is answered at once starts the next sprint."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ivr.effects import Effect
from ivr.engine import Sprint, step
from ivr.events import Event
from ivr.flow import Flow
from ivr.session import Session
from runtime import event_log
from runtime.turn_context import Handlers, TurnContext

MOST_SPRINTS = 30
IMPERSONAL = ("result", "ok", "seconds", "finished_on", "confidence")
Lines = tuple[Mapping[str, str], ...]


class EndlessTurn(Exception):
    """A flow that goes in circles without waiting for its caller."""


@dataclass(frozen=True)
class Walked:
    """Where the sprints ended. `effects`: all that were wanted, without those that were answered at once; `answers` says
    of those at which node they were and how they came out."""

    session: Session
    effects: tuple[Effect, ...]
    path: tuple[str, ...]
    answers: tuple[Mapping[str, Any], ...] = ()


def follow(context: TurnContext, flow: Flow, sprint: Sprint, handlers: Handlers) -> Walked:
    """Have every effect done, sprint by sprint, until one waits. Raises EndlessTurn, or what a handler raises."""
    effects: tuple[Effect, ...] = ()
    path: tuple[str, ...] = ()
    answers: tuple[Mapping[str, Any], ...] = ()
    for _ in range(MOST_SPRINTS):
        path += tuple(sprint.path)
        unanswered, answer = _perform(replace(context, session=sprint.session), sprint.effects, handlers)
        effects += unanswered
        if answer is None:
            return Walked(sprint.session, effects, path, answers)
        answers += ({"node": f"{sprint.session.graph}.{sprint.session.node}", **told(answer)},)
        sprint = step(flow, sprint.session, answer, context.now)
    raise EndlessTurn(f"{MOST_SPRINTS} sprints in one turn, at node {sprint.session.node}")


def told(event: Event) -> dict[str, Any]:
    """What an event was, and of it what is nobody's personal value."""
    known = {name: getattr(event, name) for name in IMPERSONAL if getattr(event, name, None) is not None}
    return {"event": type(event).__name__, **known}


def log_turn(context: TurnContext, walked: Walked, event: Event | None) -> None:
    """Write `turn_taken`: the event (None is a failure), the revision that was walked, and what was heard and said since
    `context.session`."""
    lines = _added(context.session.heard, walked.session.heard)
    data = {
        **(told(event) if event is not None else {"event": "failure"}),
        "wait": walked.session.wait.number,
        "flow": walked.session.flow,
        "revision": walked.session.revision,
        "path": list(walked.path),
        "answers": list(walked.answers),
        "heard": [line["text"] for line in lines if line["who"] == "caller"],
        "said": [line["text"] for line in lines if line["who"] == "ivr"],
    }
    if any("unclear" in line for line in lines):
        data["unclear"] = True
    event_log.append(context.conn, context.now, "turn_taken", call_id=context.call_id, data=data)


def _perform(
    context: TurnContext, effects: tuple[Effect, ...], handlers: Handlers
) -> tuple[tuple[Effect, ...], Event | None]:
    unanswered: list[Effect] = []
    answer: Event | None = None
    for effect in effects:
        handler = handlers.get(type(effect))
        found = handler(context, effect) if handler else None
        if found is None:
            unanswered.append(effect)
        else:
            answer = found
    return tuple(unanswered), answer


def _added(before: Lines, after: Lines) -> Lines:
    """The lines at the end of a bounded transcript that are new."""
    for kept in range(min(len(before), len(after)), 0, -1):
        if before[-kept:] == after[:kept]:
            return after[kept:]
    return after
