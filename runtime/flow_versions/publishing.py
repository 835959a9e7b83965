"""Publish, roll back, bring in: each moves an alias at most once, and writes down who did it and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from ivr.diff import diff
from ivr.golden import Outcome
from ivr.numbers import ALIAS, LIVE
from runtime.clock import Clock
from runtime.db import Database
from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, store
from runtime.flow_versions.judging import Judged, judge
from runtime.flow_versions.people import FOLDER, Person, reason, require
from runtime.flow_versions.refusal import Refused
from runtime.flow_versions.sources import Plain, Sources, check_size


@dataclass(frozen=True)
class Order:
    """What somebody wants published. `base`: the revision it began from; None publishes over whatever stands there.
    `override`: why failing golden calls do not count."""

    person: Person
    why: str
    alias: str = LIVE
    override: str = ""
    base: str | None = None


@dataclass(frozen=True)
class Published:
    """`before` is where the alias stood. Not `moved`: this very revision, with these golden calls, stood there already."""

    judged: Judged
    before: str | None
    moved: bool

    @property
    def revision(self) -> str:
        return self.judged.revision


@dataclass(frozen=True)
class Renewal:
    """The flows of `live` with other definitions. `worse`: golden calls that fail with these and did not before."""

    live: str
    judged: Judged
    worse: tuple[Outcome, ...]


class Publishing:
    """Safe for threads and processes. `services` and `agencies` are the definitions of today."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        flows: FlowStore,
        services: Mapping[str, Plain],
        agencies: Mapping[str, Plain],
    ) -> None:
        self.database, self.clock, self.flows = database, clock, flows
        self._services, self._agencies = services, agencies

    def sources(self, files: Mapping[str, str]) -> Sources:
        """Flows with today's definitions. Raises Refused for too much."""
        check_size(files)
        return Sources(files, self._services, self._agencies)

    def publish(
        self, files: Mapping[str, str], order: Order, also: Callable[[Connection], None] = lambda _: None
    ) -> Published:
        """Raises Refused. `also` is done in the transaction that moves the alias."""
        judged = self.fit(files, order)
        with self.database.begin() as conn:
            published = self.move(conn, judged, order)
            also(conn)
        return published

    def fit(self, files: Mapping[str, str], order: Order) -> Judged:
        """What may be published as ordered, judged. Raises Refused."""
        require(order.person, "publish_flows")
        reason(order.why)
        if not ALIAS.fullmatch(order.alias):
            raise Refused("alias", "an alias is small letters, digits and _: live, or one such as test")
        if order.override:
            require(order.person, "override_golden_calls")
        judged = judge(self.sources(files), play=order.person != FOLDER)
        if judged.errors:
            raise Refused("errors", "the flows have errors; what was live stays so", judged.issues)
        if judged.failed and order.alias == LIVE and not order.override:
            wrong = tuple(issue for outcome in judged.failed for issue in outcome.issues)
            raise Refused("golden_calls", f"{len(judged.failed)} golden calls fail; an admin may override", wrong)
        return judged

    def move(self, conn: Connection, judged: Judged, order: Order) -> Published:
        """Keep, move and write down, in the caller's transaction. Raises Refused."""
        store.lock(conn)
        now, before = self.clock.now(), store.revision_at(conn, order.alias)
        if order.base is not None:
            _refuse_stale(conn, order.base, before)
        calls = store.keep(conn, now, judged.sources, order.person.name)
        if before == judged.revision and calls == audit.golden_calls_of(conn, judged.revision):
            return Published(judged, before, moved=False)
        self._write_down(conn, now, judged, order, before, calls)
        store.move(conn, now, order.alias, judged.revision)
        self.flows.remember(judged.revision, judged.compiled.flows)
        return Published(judged, before, moved=True)

    def _write_down(
        self, conn: Connection, now: datetime, judged: Judged, order: Order, before: str | None, calls: str | None
    ) -> None:
        def note(kind: audit.Kind, why: str) -> None:
            audit.append(
                conn,
                now,
                kind,
                order.person.name,
                why,
                judged.revision,
                alias=order.alias,
                moved_from=before,
                golden_calls=calls,
            )

        if judged.failed and order.override:
            names = ", ".join(outcome.name for outcome in judged.failed[:20])
            note("overridden", f"{reason(order.override)} [{len(judged.failed)} fail: {names}]")
        note("published", reason(order.why))

    def roll_back(self, revision: str, person: Person, why: str) -> None:
        """Put a revision back that has answered calls before, as it was. Raises Refused."""
        require(person, "publish_flows")
        said = reason(why)
        with self.database.read() as conn:
            sources = store.sources_of(conn, revision)
        if sources is None:
            raise Refused("unknown", f"revision {revision[:64]} is not kept")
        judged = judge(sources, play=False)
        if judged.errors:
            raise Refused("errors", f"this version of the program cannot read revision {revision}", judged.issues)
        with self.database.begin() as conn:
            store.lock(conn)
            self._put_back(conn, revision, person, said)
        self.flows.remember(revision, judged.compiled.flows)

    def _put_back(self, conn: Connection, revision: str, person: Person, why: str) -> None:
        now, before = self.clock.now(), store.revision_at(conn)
        if before == revision:
            raise Refused("live_already", f"revision {revision} is live")
        if revision not in audit.lives(conn):
            raise Refused("never_live", f"revision {revision} has never answered calls: publish it")
        store.move(conn, now, LIVE, revision)
        calls = audit.golden_calls_of(conn, revision)
        audit.append(conn, now, "rolled_back", person.name, why, revision, moved_from=before, golden_calls=calls)

    def renew(self, judged: Judged, live: str, why: str) -> None:
        """The live flows with today's definitions take the place of `live`, unless somebody was quicker."""
        if judged.revision != live:
            with self.database.begin() as conn:
                store.lock(conn)
                self.put_renewed(conn, judged, live, FOLDER.name, why)

    def renewal(self, play: bool = True) -> Renewal | None:
        """What is live, with these definitions. None while nothing is live, or what is live cannot be read by this program
        anyway. Raises Refused when it is these definitions that do not fit."""
        with self.database.read() as conn:
            live = store.revision_at(conn)
            kept = store.sources_of(conn, live, audit.golden_calls_of(conn, live)) if live else None
        if live is None or kept is None:
            return None
        judged = judge(self.sources(kept.files), play)
        if not (judged.errors or judged.failed):
            return Renewal(live, judged, ())
        as_it_is = judge(kept, play)
        if as_it_is.errors:
            return None
        if judged.errors:
            raise Refused("errors", "the live flows do not fit these service definitions", judged.issues)
        before = {outcome.name for outcome in as_it_is.failed}
        return Renewal(live, judged, tuple(outcome for outcome in judged.failed if outcome.name not in before))

    def put_renewed(self, conn: Connection, judged: Judged, live: str, person: str, why: str) -> bool:
        """In the caller's transaction, which holds the lock. False when something else is live by now."""
        if store.revision_at(conn) != live:
            return False
        if judged.revision == live:
            return True
        now = self.clock.now()
        calls = store.keep(conn, now, judged.sources, person)
        store.move(conn, now, LIVE, judged.revision)
        audit.append(conn, now, "renewed", person, why, judged.revision, moved_from=live, golden_calls=calls)
        self.flows.remember(judged.revision, judged.compiled.flows)
        return True

    def bring_in(self, files: Mapping[str, str], person: Person, why: str) -> Judged:
        """Keep as a revision, no alias moved. Raises Refused; failing golden calls do not refuse it."""
        require(person, "edit_flows")
        said = reason(why)
        judged = judge(self.sources(files))
        if judged.errors:
            raise Refused("errors", "the flows have errors", judged.issues)
        with self.database.begin() as conn:
            now = self.clock.now()
            calls = store.keep(conn, now, judged.sources, person.name)
            audit.append(conn, now, "imported", person.name, said, judged.revision, alias="", golden_calls=calls)
        return judged


def _refuse_stale(conn: Connection, base: str, live: str | None) -> None:
    """Only flows count: a start may have renewed the service definitions beneath them."""
    began, stands = store.sources_of(conn, base), store.sources_of(conn, live) if live else None
    if base == live or (began and stands and began.flows == stands.flows):
        return
    changes = diff(began.flows if began else {}, stands.flows if stands else {})
    raise Refused("stale", f"revision {live} was published since this began from {base}", changes=changes)
