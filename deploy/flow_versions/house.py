"""What the commands stand on: database, catalogue, the person at the terminal, and what a word such as `live` names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.life.store import KnowledgeStore
from runtime.clock import Clock, SystemClock
from runtime.config import Settings
from runtime.db import Database, metadata
from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, store
from runtime.flow_versions.people import AT_TERMINAL, Person, at_terminal, named
from runtime.flow_versions.publishing import Publishing
from runtime.flow_versions.refusal import Refused
from runtime.flow_versions.sources import Sources, read_folder
from runtime.migrations import migrate

REVISION = re.compile(r"[0-9a-f]{4,16}", re.ASCII)


class Misused(Exception):
    """The words name nothing."""


@dataclass(frozen=True)
class House:
    settings: Settings
    database: Database
    clock: Clock
    publishing: Publishing

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings) -> Iterator[House]:
        """Raises CatalogueError."""
        database, clock = Database(settings.database_url), SystemClock()
        try:
            migrate(database, metadata)
            catalogue = KnowledgeStore(database, clock, settings.services, settings.timezone).current()
            flows = FlowStore(database, clock)
            yield cls(
                settings, database, clock, Publishing(database, clock, flows, catalogue.services, catalogue.agencies)
            )
        finally:
            database.close()

    def person(self, name: str | None) -> Person:
        """The account of that name, or whoever sits here. Raises Refused."""
        if name is None or name.endswith(AT_TERMINAL):
            return at_terminal()
        with self.database.read() as conn:
            return named(conn, name)

    def revision(self, word: str) -> str:
        """What an alias, or the beginning of a revision's name, stands for. Raises Refused."""
        with self.database.read() as conn:
            alias = store.revision_at(conn, word)
            found = [alias] if alias else store.beginning_with(conn, word) if REVISION.fullmatch(word) else []
        if not found:
            raise Refused("unknown", f"no revision or alias {word[:60]} is kept; `python -m ivr revisions` lists them")
        if len(found) > 1:
            raise Refused("unknown", f"several revisions begin with {word}: write more of it")
        return found[0]

    def sources(self, word: str) -> Sources:
        """Of an alias, a revision or a folder, which has today's service definitions. Raises Refused."""
        if self._is_folder(word):
            return self.publishing.sources(read_folder(Path(word)))
        revision = self.revision(word)
        with self.database.read() as conn:
            found = store.sources_of(conn, revision, audit.golden_calls_of(conn, revision))
        if found is None:
            raise Refused("unknown", f"revision {revision} is not kept")
        return found

    def _is_folder(self, word: str) -> bool:
        with self.database.read() as conn:
            return store.revision_at(conn, word) is None and Path(word).is_dir()
