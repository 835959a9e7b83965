"""What the knowledge base says now: the files that the program came with, and over them what was published here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path

from sqlalchemy import Connection, select

from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.life import kept_texts
from knowledge_base.life.documents import document_at
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.models import knowledge_live
from knowledge_base.texts import texts
from runtime.clock import Clock
from runtime.db import Database


@dataclass(frozen=True)
class Published:
    """A document whose text was published here. `shipped`: the digest of its file then, None when there was none."""

    document: str
    path: str
    digest: str
    shipped: str | None


@dataclass(frozen=True)
class Standing:
    """One moment of the knowledge. `left_out` are the documents whose published text this program cannot read: their file
    stands in. `says` names what the catalogue says, whatever its files look like."""

    on: date
    published: Mapping[str, Published]
    texts: Mapping[str, str]
    catalogue: Catalogue
    left_out: Sequence[str]
    says: str

    def path(self, document: str) -> str | None:
        """The file of a document that stands here."""
        if document in self.published:
            return self.published[document].path
        return next((path for path in self.texts if document_at(path) == document), None)

    def text(self, document: str) -> str | None:
        path = self.path(document)
        return self.texts.get(path) if path else None

    def documents(self) -> list[str]:
        return [name for name in map(document_at, self.texts) if name]


class KnowledgeStore:
    """Safe for threads. The files are read once; what was published elsewhere is seen by the next `refresh`."""

    def __init__(self, database: Database, clock: Clock, folder: Path, zone: tzinfo) -> None:
        """Raises CatalogueError for a file that cannot be read."""
        found: list[str] = []
        self.database, self.clock, self.zone = database, clock, zone
        self.shipped = texts(folder, found)
        if found:
            raise CatalogueError(found)
        self._standing: Standing | None = None

    def current(self) -> Catalogue:
        return self.standing().catalogue

    def standing(self) -> Standing:
        """As it was at the last refresh. Raises CatalogueError when the files themselves are no catalogue."""
        return self._standing or self._refreshed()[0]

    def today(self) -> date:
        return self.clock.now().astimezone(self.zone).date()

    def refresh(self) -> bool:
        """See what was published meanwhile, and that a day has begun; whether anything did change."""
        return self._refreshed()[1]

    def _refreshed(self) -> tuple[Standing, bool]:
        with self.database.read() as conn:
            published, today = self.published(conn), self.today()
        before = self._standing
        if before is not None and (before.published, before.on) == (published, today):
            return before, False
        self._standing = found = self._stand(published, today)
        return found, True

    def would_be(self, changes: Mapping[str, str]) -> Catalogue:
        """With other texts, by file. Raises CatalogueError."""
        return Catalogue.of({**self.standing().texts, **changes}, self.today())

    def changed_files(self) -> list[Published]:
        """What was published here and whose file an update has changed since."""
        return [one for one in self.standing().published.values() if one.shipped != self.shipped_digest(one.path)]

    def shipped_digest(self, path: str) -> str | None:
        return digest_of(self.shipped[path]) if path in self.shipped else None

    def published(self, conn: Connection) -> dict[str, Published]:
        """By document, as it stands in the database."""
        table = knowledge_live.c
        query = select(table.document, table.path, table.digest, table.shipped).order_by(table.document)
        return {row.document: Published(**row._mapping) for row in conn.execute(query)}

    def _stand(self, published: Mapping[str, Published], today: date) -> Standing:
        with self.database.read() as conn:
            kept = kept_texts.texts_of(conn, (one.digest for one in published.values()))
        over = {one.path: kept[one.digest] for one in published.values() if one.digest in kept}
        while True:
            told = {**self.shipped, **over}
            try:
                catalogue = Catalogue.of(told, today)
            except CatalogueError as error:
                named = {slip.partition(":")[0] for slip in error.slips}.intersection(over) or set(over)
                if not named:
                    raise
                over = {path: text for path, text in over.items() if path not in named}
                continue
            left_out = sorted(one.document for one in published.values() if one.path not in over)
            return Standing(today, published, told, catalogue, left_out, _digest(catalogue))


def _digest(catalogue: Catalogue) -> str:
    told = json.dumps([catalogue.services, catalogue.articles, catalogue.agencies], sort_keys=True, default=str)
    return digest_of(told)
