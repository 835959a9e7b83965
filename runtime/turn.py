"""One dialogue turn: lock -> engine -> handler per effect -> log -> reply, in one transaction.

The same webhook again gets the stored bytes and acts once; a webhook for a wait that is over gets the current reply.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from ivr.effects import Effect
from ivr.engine import Sprint, fail, rewind, step
from ivr.events import CallStarted, Event
from ivr.flow import Flow
from ivr.session import Session, Wait, new_session
from runtime import dialogue_store
from runtime.db import Database
from runtime.dialogue_store import Saved
from runtime.flow_store import NoLiveFlow
from runtime.sprints import Walked, follow, log_turn
from runtime.turn_context import Handler, Handlers, TurnContext

__all__ = ["Handler", "NoSession", "Render", "Reply", "TurnContext", "apologise", "take_turn"]

log = logging.getLogger(__name__)
Render = Callable[[TurnContext, Sequence[Effect]], bytes]


class Flows(Protocol):
    """Where flows come from: the one that opens a call, and the one that a call keeps. Both may raise NoLiveFlow."""

    def opening(self) -> Flow: ...

    def pinned(self, revision: str, name: str) -> Flow: ...


class NoSession(LookupError):
    """An event for a call that never began."""


@dataclass(frozen=True)
class Reply:
    """`fresh`: this request took the turn; otherwise the bytes are those of an earlier one, or the current wait again."""

    body: bytes
    fresh: bool


def take_turn(
    database: Database,
    flows: Flows,
    handlers: Handlers,
    render: Render,
    call_id: str,
    wait: int | None,
    digest: str | None,
    event: Event,
    now: datetime,
) -> Reply:
    """Tell the dialogue of `call_id` that `event` answered its wait number `wait`.

    `digest` stands for the webhook's parameters. CallStarted at wait 0 opens the session. Without `wait` the event is
    for whatever the call waits for; without `digest` nobody hears a reply: none is rendered or kept, and a failure raises.
    Else a failure inside is rolled back, logged by ids, and answered by `apologise`, which raises when it fails too.
    """
    turn = _Turn(flows, handlers, render, call_id, now, [])
    try:
        with database.begin() as conn:
            reply = turn.take(conn, wait, digest, event)
    except Exception:
        log.exception("turn failed: call %s, wait %s, %s", call_id, wait, type(event).__name__)
        if digest is None:
            raise
        return apologise(database, flows, handlers, render, call_id, now, wait, digest)
    turn.after()
    return reply


def apologise(
    database: Database,
    flows: Flows,
    handlers: Handlers,
    render: Render,
    call_id: str,
    now: datetime,
    wait: int | None = None,
    digest: str | None = None,
) -> Reply:
    """The spoken apology and the queue, whatever state the dialogue is in; also for a call that has none yet.

    With `wait` and `digest` it answers that webhook, once. Raises whatever makes even this impossible.
    """
    turn = _Turn(flows, handlers, render, call_id, now, [])
    with database.begin() as conn:
        reply = turn.apologise(conn, wait, digest)
    turn.after()
    return reply


@dataclass(frozen=True)
class _Turn:
    flows: Flows
    handlers: Handlers
    render: Render
    call_id: str
    now: datetime
    waiting_for_commit: list[Callable[[], None]]

    def take(self, conn: Connection, wait: int | None, digest: str | None, event: Event) -> Reply:
        saved = dialogue_store.lock(conn, self.call_id) or self._open(conn, event)
        if wait is not None and wait != saved.wait:
            return Reply(self._given(conn, wait, digest) or self._current(conn, saved, digest), fresh=False)
        session = saved.session()
        flow = self.flows.pinned(session.revision, session.flow)
        sprint = step(flow, session, event, self.now)
        if sprint.refused:
            return Reply(self._current(conn, saved, digest), fresh=False)
        walked = self._walk(self._context(conn, session), saved, flow, sprint, event)
        return Reply(b"" if digest is None else self._reply(conn, walked, saved.wait, digest), fresh=True)

    def apologise(self, conn: Connection, wait: int | None, digest: str | None) -> Reply:
        saved = dialogue_store.lock(conn, self.call_id)
        if saved is None:
            saved = dialogue_store.open_session(conn, self.now, self.call_id, new_session(self.flows.opening()))
        elif wait is not None and wait != saved.wait:
            given = self._given(conn, wait, digest)
            if given is not None:
                return Reply(given, fresh=False)
        flow, session = self._usable(saved)
        sprint = fail(flow, session, self.now)
        walked = self._walk(self._context(conn, session), saved, flow, sprint, None)
        return Reply(self._reply(conn, walked, saved.wait if wait is None else wait, digest), fresh=True)

    def after(self) -> None:
        """What handlers left for after the commit; none of it can undo the turn."""
        for action in self.waiting_for_commit:
            try:
                action()
            except Exception:
                log.exception("after the commit of a turn: call %s", self.call_id)

    def _open(self, conn: Connection, event: Event) -> Saved:
        if not isinstance(event, CallStarted):
            raise NoSession(f"call {self.call_id} has no dialogue session")
        return dialogue_store.open_session(conn, self.now, self.call_id, new_session(self.flows.opening()))

    def _usable(self, saved: Saved) -> tuple[Flow, Session]:
        """The session and its flow; when either cannot be read any more, a new one of the live flow at the same wait."""
        try:
            session = saved.session()
            return self.flows.pinned(session.revision, session.flow), session
        except (NoLiveFlow, ValueError, KeyError, TypeError):
            log.exception("session of call %s cannot be read: it begins anew", self.call_id)
        flow = self.flows.opening()
        return flow, replace(new_session(flow), wait=Wait(saved.wait))

    def _walk(self, context: TurnContext, saved: Saved, flow: Flow, sprint: Sprint, event: Event | None) -> Walked:
        walked = follow(context, flow, sprint, self.handlers)
        dialogue_store.save(context.conn, self.now, self.call_id, saved, walked.session)
        log_turn(context, walked, event)
        return walked

    def _reply(self, conn: Connection, walked: Walked, wait: int, digest: str | None) -> bytes:
        body = self.render(self._context(conn, walked.session), walked.effects)
        if digest is not None:
            dialogue_store.keep_reply(conn, self.call_id, wait, digest, body)
        return body

    def _given(self, conn: Connection, wait: int, digest: str | None) -> bytes | None:
        return None if digest is None else dialogue_store.reply_given(conn, self.call_id, wait, digest)

    def _current(self, conn: Connection, saved: Saved, digest: str | None) -> bytes:
        if digest is None:
            return b""
        session = saved.session()
        return self.render(self._context(conn, session), rewind(session))

    def _context(self, conn: Connection, session: Session) -> TurnContext:
        return TurnContext(conn, self.call_id, session, self.now, self.waiting_for_commit)
