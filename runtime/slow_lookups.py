"""Lookups that are not quick: begun by a turn, worked off after its commit, asked for by the call's next webhooks.

Whoever works on a lookup renews its claim. A claim that has run out belonged to a process that died: the next webhook takes it over
where asking twice does no harm. The first result that is written is the result.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ivr.effects import Lookup, Parts
from ivr.events import LookupDone, event_from_plain, event_to_plain
from ivr.session import Session
from runtime import dialogue_store, lookup_rows
from runtime.clock import Clock
from runtime.db import Database, DatabaseBusy
from runtime.lookup_rows import Key
from runtime.turn_context import TurnContext

WORKERS = 8
MOST_UNDER_WAY = 64
MOST_INSIDE = 8
PATIENCE_S = 1.0
LOOK_AGAIN_S = 0.25
LEASE = timedelta(seconds=4)
RENEW_S = 1.0
KEPT = timedelta(hours=1)
log = logging.getLogger(__name__)


class Source(Protocol):
    """Asked in a thread of the pool, outside any transaction."""

    def ask(self, session: Session, wanted: Lookup, seconds: float) -> LookupDone:
        """At most `seconds` long."""
        ...

    def may_repeat(self, session: Session, wanted: Lookup) -> bool:
        """Whether asking twice does no more than asking once."""
        ...


class Patience(Enum):
    """No answer yet: whether this request has waited for it inside, or too many others do."""

    WAITED = "waited"
    CROWDED = "crowded"


class SlowLookups:
    """Safe for threads. `patience_s` is how long a webhook waits inside."""

    def __init__(self, database: Database, clock: Clock, source: Source, patience_s: float = PATIENCE_S) -> None:
        self._database, self._clock, self._source, self.patience_s = database, clock, source, patience_s
        self._pool = ThreadPoolExecutor(WORKERS, "lookups")
        self._inside = threading.BoundedSemaphore(MOST_INSIDE)
        self._news = threading.Condition()
        self._under_way: set[Key] = set()
        self._renewing = False

    def begin(self, context: TurnContext, wanted: Lookup) -> LookupDone | None:
        """A handler: the lookup is under way when the turn has been committed. "failed" at once where too many are."""
        if len(self._under_way) >= MOST_UNDER_WAY:
            log.error("lookup of %s refused: %d are under way", wanted.source, MOST_UNDER_WAY)
            return LookupDone("failed")
        key, session = (context.call_id, context.session.wait.number), context.session
        until = context.now + timedelta(seconds=wanted.timeout_s)
        lookup_rows.open_row(context.conn, key, until, context.now + LEASE)
        context.after_commit.append(lambda: self._start(key, session, wanted, until))
        return None

    def answer(self, call: str, wait: int) -> LookupDone | Patience | None:
        """What a webhook for this wait finds, after some patience; None when the wait is for no slow lookup."""
        key, now = (call, wait), self._clock.now()
        row = self._find(key)
        if row is None:
            return None
        waited = Patience.WAITED
        if row.result is None and now < row.until:
            if row.claimed_until <= now:
                self._take_over(key, row.claimed_until, row.until)
            waited = self._wait_inside(key)
            row = self._find(key)
        if row is not None and row.result is not None:
            return _done(row.result)
        return LookupDone("failed") if row is None or now >= row.until else waited

    def filler(self, call: str, wait: int) -> Parts:
        """What may be said while the call waits."""
        found = self._wanted((call, wait))
        return found[1].parts if found else ()

    def forget_old(self, conn: Connection, now: datetime) -> int:
        """What came back can be personal: it goes an hour after anybody waited for it."""
        return lookup_rows.forget(conn, now - KEPT)

    def close(self) -> None:
        """Nothing new is begun; what is under way is worked off."""
        self._pool.shutdown()

    def _find(self, key: Key) -> lookup_rows.Found | None:
        with self._database.read() as conn:
            return lookup_rows.find(conn, key)

    def _wanted(self, key: Key) -> tuple[Session, Lookup] | None:
        """The session and what it waits for, while it waits at `key`."""
        with self._database.read() as conn:
            saved = dialogue_store.read(conn, key[0])
        if saved is None or saved.wait != key[1]:
            return None
        session = saved.session()
        wanted = session.pending[-1] if session.pending else None
        return (session, wanted) if isinstance(wanted, Lookup) else None

    def _take_over(self, key: Key, seen: datetime, until: datetime) -> None:
        found = self._wanted(key)
        with self._database.begin() as conn:
            taken = lookup_rows.take_over(conn, key, seen, self._clock.now() + LEASE)
        if not taken or found is None:
            return
        log.warning("lookup taken over: call %s, wait %s", *key)
        if self._source.may_repeat(*found):
            self._start(key, *found, until)
        else:
            self._keep(key, LookupDone("failed"))

    def _wait_inside(self, key: Key) -> Patience:
        if not self._inside.acquire(blocking=False):
            return Patience.CROWDED
        end = time.monotonic() + self.patience_s
        try:
            while (left := end - time.monotonic()) > 0:
                with self._news:
                    self._news.wait(min(left, LOOK_AGAIN_S))
                row = self._find(key)
                if row is None or row.result is not None:
                    break
        finally:
            self._inside.release()
        return Patience.WAITED

    def _start(self, key: Key, session: Session, wanted: Lookup, until: datetime) -> None:
        with self._news:
            self._under_way.add(key)
            if not self._renewing:
                self._renewing = True
                threading.Thread(target=self._renew, name="lookup claims", daemon=True).start()
        try:
            self._pool.submit(self._work, key, session, wanted, until)
        except RuntimeError:
            self._finish(key)
            raise

    def _work(self, key: Key, session: Session, wanted: Lookup, until: datetime) -> None:
        try:
            self._keep(key, self._ask(key, session, wanted, (until - self._clock.now()).total_seconds()))
        except (SQLAlchemyError, DatabaseBusy):
            log.exception("the answer of a lookup could not be kept: call %s, wait %s", *key)
        finally:
            self._finish(key)

    def _ask(self, key: Key, session: Session, wanted: Lookup, seconds: float) -> LookupDone:
        if seconds <= 0:
            return LookupDone("failed")
        try:
            return self._source.ask(session, wanted, seconds)
        except Exception:
            log.exception("lookup of %s failed: call %s, wait %s", wanted.source, *key)
            return LookupDone("failed")

    def _keep(self, key: Key, done: LookupDone) -> None:
        with self._database.begin() as conn:
            lookup_rows.keep(conn, key, json.dumps(event_to_plain(done)))

    def _finish(self, key: Key) -> None:
        with self._news:
            self._under_way.discard(key)
            self._news.notify_all()

    def _renew(self) -> None:
        """Until nothing is under way."""
        while True:
            time.sleep(RENEW_S)
            with self._news:
                mine = tuple(self._under_way)
                self._renewing = bool(mine)
            if not mine:
                return
            try:
                with self._database.begin() as conn:
                    lookup_rows.renew(conn, mine, self._clock.now() + LEASE)
            except (SQLAlchemyError, DatabaseBusy):
                log.exception("the claims of lookups could not be renewed")


def _done(result: str) -> LookupDone:
    event = event_from_plain(json.loads(result))
    return event if isinstance(event, LookupDone) else LookupDone("failed")
