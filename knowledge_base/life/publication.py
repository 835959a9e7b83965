"""Publication: at once, at a day to come, or an earlier text again. What callers are told, the search and the flows of new
calls change together; a call that is under way keeps the flows it began with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete

from knowledge_base.catalogue import Catalogue
from knowledge_base.life import kept_texts, revisions, steps, tasks
from knowledge_base.life.checking import agency_in, fit, path_in
from knowledge_base.life.drafts import text_in
from knowledge_base.life.fact_changes import fact_changes
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.models import knowledge_live
from knowledge_base.life.refusal import Refused
from knowledge_base.life.revisions import APPROVED, PUBLISHED, Revision
from knowledge_base.life.rights import require, said
from knowledge_base.life.store import KnowledgeStore
from runtime.accounts import Account
from runtime.db import insert_into
from runtime.flow_versions import store as flow_rows
from runtime.flow_versions.publishing import Publishing, Renewal
from runtime.flow_versions.refusal import Refused as FlowsRefused

Flows = Callable[[Catalogue], Publishing]
ATTEMPTS = 3
MOST_NAMES = 20
Done = TypeVar("Done")


@dataclass(frozen=True)
class Order:
    """Who publishes what and why; `override`: why golden calls that fail with it do not count."""

    who: Account
    why: str
    override: str = ""


class Publication:
    """Safe for threads and processes. `flows` publishes flows with the definitions of a catalogue; `told` is called after
    each change of what callers are told."""

    def __init__(self, store: KnowledgeStore, flows: Flows, told: Callable[[], None]) -> None:
        self.store, self._flows, self._told = store, flows, told

    def publish(self, id: str, version: int, order: Order) -> Revision:
        """What was approved. Raises Refused."""
        revision = self.ready(id, order)
        return self.carry_through(revision, version, (APPROVED,), order)

    def take_back(self, document: str, digest: str, order: Order) -> None:
        """A text that callers were told before is told again; that of the file lets the file stand. Raises Refused."""
        standing = self.store.standing()
        require(order.who, "publish_knowledge", self._owner(document))
        reason = said(order.why)
        path, stands = standing.path(document), standing.text(document)
        with self.store.database.read() as conn:
            text = kept_texts.text_of(conn, digest)
            known = text is not None and steps.was_published(conn, document, digest)
        if path and digest == self.store.shipped_digest(path):
            text, known = self.store.shipped[path], True
        if text is None or not known:
            raise Refused("unknown", f"callers were never told this text of {document}")
        before = digest_of(stands) if stands is not None else None
        if before == digest:
            raise Refused("same", f"this is what callers are told of {document} now")

        def move(conn: Connection, now: datetime) -> None:
            self._move(conn, now, document, text, before)
            steps.append(conn, now, document, "taken_back", order.who.username, reason, digest=digest, before=before)

        self._through(document, text, order, move)

    def ready(self, id: str, order: Order) -> Revision:
        """The revision, when this person may publish it and says why. Raises Refused."""
        with self.store.database.read() as conn:
            revision = revisions.get(conn, id)
        require(order.who, "publish_knowledge", revision.agency)
        said(order.why)
        return revision

    def carry_through(self, revision: Revision, version: int, states: tuple[str, ...], order: Order) -> Revision:
        """Publish it, if it still is in one of these states. Raises Refused."""
        text, reason, who = self.text(revision), said(order.why), order.who.username

        def move(conn: Connection, now: datetime) -> Revision:
            changed = revisions.change(conn, now, revision, version, states, state=PUBLISHED, due_at=None)
            self._move(conn, now, revision.document, text, revision.base)
            about = {"revision": changed.id, "digest": changed.digest, "before": revision.base}
            steps.append(conn, now, changed.document, "published", who, reason, **about)
            tasks.close_by_publication(conn, now, revision.document, revision.author, reason)
            return changed

        return self._through(revision.document, text, order, move)

    def _through(self, document: str, text: str, order: Order, move: Callable[[Connection, datetime], Done]) -> Done:
        """Judged outside the transaction, moved inside it; judged again when others published meanwhile."""
        for _ in range(ATTEMPTS):
            self.store.refresh()
            published = self.store.standing().published
            publishing, renewal = self.judge(document, text, order)
            with self.store.database.begin() as conn:
                flow_rows.lock(conn)
                if self.store.published(conn) != published:
                    continue
                if renewal and not _renew(conn, publishing, renewal, document, order):
                    continue
                now = self.store.clock.now()
                if renewal and renewal.worse:
                    names = ", ".join(outcome.name for outcome in renewal.worse[:MOST_NAMES])
                    why = f"{said(order.override)} [{names}]"
                    steps.append(conn, now, document, "overridden", order.who.username, why)
                moved = move(conn, now)
            self.store.refresh()
            self._told()
            return moved
        raise Refused("conflict", "others are publishing at this moment; try again")

    def judge(self, document: str, text: str, order: Order) -> tuple[Publishing, Renewal | None]:
        """Raises Refused: slips, flows, golden_calls."""
        if order.override:
            require(order.who, "override_golden_calls", self._owner(document))
        publishing = self._flows(fit(self.store, document, text))
        try:
            renewal = publishing.renewal()
        except FlowsRefused as refusal:
            shown = "; ".join(str(issue) for issue in refusal.issues[:3])
            raise Refused("flows", f"the live flows do not fit it: {shown}") from refusal
        if renewal and renewal.worse and not order.override:
            names = [outcome.name for outcome in renewal.worse]
            raise Refused("golden_calls", f"{len(names)} golden calls fail with it; an admin may override", names=names)
        return publishing, renewal

    def _move(self, conn: Connection, now: datetime, document: str, text: str, base: str | None) -> None:
        """Raises Refused stale when something else stands than `base`."""
        standing = self.store.standing()
        stands = standing.text(document)
        if (digest_of(stands) if stands is not None else None) != base:
            began = (kept_texts.text_of(conn, base) if base else None) or ""
            raise Refused(
                "stale",
                f"another text of {document} was published since this was begun",
                changes=fact_changes(began, stands or ""),
            )
        if stands is not None:
            kept_texts.keep(conn, now, stands)
        path = path_in(self.store, document)
        digest, shipped = kept_texts.keep(conn, now, text), self.store.shipped_digest(path)
        if digest == shipped:
            conn.execute(delete(knowledge_live).where(knowledge_live.c.document == document))
            return
        values = {"path": path, "digest": digest, "shipped": shipped, "moved_at": now}
        row = insert_into(conn, knowledge_live).values(document=document, **values)
        conn.execute(row.on_conflict_do_update(index_elements=["document"], set_=values))

    def text(self, revision: Revision) -> str:
        with self.store.database.read() as conn:
            return text_in(conn, revision)

    def _owner(self, document: str) -> str:
        return agency_in(self.store.standing().text(document) or "") or ""


def _renew(conn: Connection, publishing: Publishing, renewal: Renewal, document: str, order: Order) -> bool:
    why = f"{document}: {said(order.why)}"
    return publishing.put_renewed(conn, renewal.judged, renewal.live, order.who.username, why)
