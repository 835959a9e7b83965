"""The taker of the Queue effect: a flow wants its caller served by a person."""

from __future__ import annotations

from collections.abc import Callable

from agent_desktop import dialogue, queueing
from ivr.effects import Queue
from runtime.turn_context import Handler, TurnContext


def queue_caller(new_id: Callable[[], str], wake: Callable[[], None]) -> Handler:
    """The handler. `wake` is called after the turn's commit; the wait ends when the caller leaves the queue."""

    def take(context: TurnContext, effect: Queue) -> None:
        session = context.session
        known = dialogue.from_session(session)
        wish = queueing.Wish(
            context.call_id,
            session.wait.number,
            effect.name,
            session.language,
            effect.skills,
            effect.priority,
            known.service,
            effect.offer,
            effect.announce,
            effect.returning,
        )
        if queueing.enqueue(context.conn, context.now, new_id(), wish):
            context.after_commit.append(wake)

    return take
