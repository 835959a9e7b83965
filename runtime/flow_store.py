"""Flow revisions: kept with their sources, pinned by running calls; an alias says which one answers new calls."""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Insert, select
from sqlalchemy.dialects import postgresql, sqlite

from ivr.flow import Compiled, Flow, compile_sources
from ivr.issue import Issue, Mark, error
from runtime.clock import Clock
from runtime.db import Database
from runtime.models import flow_aliases, flow_revisions

log = logging.getLogger(__name__)
HOTLINE = "hotline"
MOST_FILE_BYTES = 2_000_000
Plain = dict[str, Any]


class NoLiveFlow(LookupError):
    """Nothing without an error has ever been published under this name, or a pinned revision is gone."""


class FlowStore:
    """Safe for threads. A revision never changes, so compiled ones are kept in memory."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._compiled: dict[str, Mapping[str, Flow]] = {}
        self._compiling = threading.Lock()

    def publish(
        self, files: Mapping[str, str], services: Mapping[str, Plain], agencies: Mapping[str, Plain], by: str
    ) -> list[Issue]:
        """Make these sources live, unless one of the issues returned is an error: then what was live stays so.

        `files`: path under flows/ -> text. `by`: who publishes.
        """
        compiled = compile_sources(files, services, agencies)
        if compiled.errors:
            return list(compiled.issues)
        if HOTLINE not in compiled.flows:
            return [
                *compiled.issues,
                error(Mark(f"{HOTLINE}.yaml"), f"a flow named {HOTLINE} is needed: it answers calls"),
            ]
        sources = {"files": dict(files), "services": dict(services), "agencies": dict(agencies)}
        revision = compiled.flows[HOTLINE].revision
        with self._database.begin() as conn:
            self._write(conn, revision, sources, compiled, by)
        self._compiled[revision] = compiled.flows
        return list(compiled.issues)

    def load_directory(
        self, folder: Path, services: Mapping[str, Plain], agencies: Mapping[str, Plain], by: str = "files"
    ) -> list[Issue]:
        """Publish every YAML file under `folder`; as `publish`, and each issue goes to the log as well."""
        issues = self.publish(_read(folder), services, agencies, by)
        for issue in issues:
            log.log(logging.ERROR if issue.severity == "error" else logging.WARNING, "flows/%s", issue)
        return issues

    def live(self, name: str = HOTLINE) -> Flow:
        """The flow that answers new calls. Raises NoLiveFlow."""
        query = select(flow_aliases.c.revision).where(flow_aliases.c.name == name)
        with self._database.read() as conn:
            revision = conn.execute(query).scalar_one_or_none()
        if revision is None:
            raise NoLiveFlow(f"no flow {name} has been published")
        return self.pinned(revision, name)

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
        query = select(flow_revisions.c.sources).where(flow_revisions.c.revision == revision)
        with self._database.read() as conn:
            sources = conn.execute(query).scalar_one_or_none()
        if sources is None:
            raise NoLiveFlow(f"revision {revision} is not kept")
        compiled: Compiled = compile_sources(sources["files"], sources["services"], sources["agencies"])
        return compiled.flows

    def _write(self, conn: Connection, revision: str, sources: Plain, compiled: Compiled, by: str) -> None:
        now = self._clock.now()
        insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
        row = {"revision": revision, "sources": sources, "published_at": now, "published_by": by}
        kept: Insert = insert(flow_revisions).values(row).on_conflict_do_nothing()
        conn.execute(kept)
        for name in compiled.flows:
            moved = {"revision": revision, "moved_at": now}
            alias = insert(flow_aliases).values(name=name, **moved)
            conn.execute(alias.on_conflict_do_update(index_elements=["name"], set_=moved))


def _read(folder: Path) -> dict[str, str]:
    found = sorted(file for file in folder.rglob("*.yaml") if "calls" not in file.relative_to(folder).parts)
    return {str(file.relative_to(folder)): _text(file) for file in found}


def _text(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as opened:
        return opened.read(MOST_FILE_BYTES)
