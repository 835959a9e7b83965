"""The flows that answer calls: an alias says which revision takes new ones, and a call keeps the one it began with."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.flow import Flow, compile_sources
from ivr.numbers import HOTLINE, LIVE, dialled
from runtime.clock import Clock
from runtime.db import Database
from runtime.flow_versions import audit, store

log = logging.getLogger(__name__)


class NoLiveFlow(LookupError):
    """Nothing without an error has ever been published under this name, or a pinned revision is gone."""


class Unreadable(NoLiveFlow):
    """The revision is kept, but this version of the program finds errors in it."""


class FlowStore:
    """Safe for threads. A revision never changes, so compiled ones are kept in memory."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._compiled: dict[str, Mapping[str, Flow]] = {}
        self._stand_ins: dict[str, str] = {}
        self._compiling = threading.Lock()

    def remember(self, revision: str, flows: Mapping[str, Flow]) -> None:
        """Spares compiling what somebody has just compiled."""
        self._compiled.setdefault(revision, flows)

    def live(self, name: str = HOTLINE) -> Flow:
        """The flow that answers new calls. Raises NoLiveFlow."""
        return self.at(LIVE, name)

    def opening(self) -> Flow:
        """The flow of a call that came by no number in particular."""
        return self.live()

    def at(self, alias: str, name: str = HOTLINE) -> Flow:
        """The flow of the revision that an alias names. One that this program cannot read is stood in for by the last
        good one before it. Raises NoLiveFlow."""
        with self._database.read() as conn:
            revision = store.revision_at(conn, alias)
        if revision is None:
            raise NoLiveFlow(f"nothing has been published as {alias}")
        try:
            return self.pinned(self._stand_ins.get(revision, revision), name)
        except Unreadable as problem:
            return self.pinned(self._stand_in(revision, problem), name)

    def dialled(self, number: str) -> Dialled:
        """What answers a telephone number. Raises NoLiveFlow when nothing answers at all."""
        live = self.live()
        entry = dialled(live.library.numbers, number)
        if entry is None:
            return Dialled(self, live)
        try:
            flow = self.at(entry.alias, entry.flow)
        except NoLiveFlow as problem:
            flow = live.library.flows.get(entry.flow, live)
            log.warning("a number's alias %s answers with what is live: %s", entry.alias, problem)
        return Dialled(self, flow, entry.language, listed=True)

    def pinned(self, revision: str, name: str = HOTLINE) -> Flow:
        """The flow of a revision, from memory or compiled again from its kept sources. Raises NoLiveFlow."""
        flows = self._compiled.get(revision)
        if flows is None:
            with self._compiling:
                flows = self._compiled.get(revision) or self._compile_kept(revision)
                self._compiled[revision] = flows
        if name not in flows:
            raise NoLiveFlow(f"revision {revision} has no flow {name}")
        return flows[name]

    def _compile_kept(self, revision: str) -> Mapping[str, Flow]:
        with self._database.read() as conn:
            sources = store.sources_of(conn, revision)
        if sources is None:
            raise NoLiveFlow(f"revision {revision} is not kept")
        compiled = compile_sources(sources.files, sources.services, sources.agencies)
        if compiled.errors:
            raise Unreadable(f"revision {revision}: {compiled.errors[0]}")
        return compiled.flows

    def _stand_in(self, revision: str, problem: Unreadable) -> str:
        """The newest revision that has answered calls and can be read. Raises the problem when there is none."""
        with self._database.read() as conn:
            before = [each for each in audit.lives(conn) if each != revision]
        for earlier in before:
            try:
                self.pinned(earlier)
            except NoLiveFlow:
                continue
            log.error("%s; %s answers calls: publish flows that this version can read", problem, earlier)
            self._stand_ins[revision] = earlier
            return earlier
        raise problem


@dataclass(frozen=True)
class Dialled:
    """`flow` opens the call in `language` ("" where the caller chooses); `listed`: the number stands in numbers.yaml."""

    store: FlowStore
    flow: Flow
    language: str = ""
    listed: bool = False

    def opening(self) -> Flow:
        return self.flow

    def pinned(self, revision: str, name: str = HOTLINE) -> Flow:
        return self.store.pinned(revision, name)
