"""Review by the owner agency. Four eyes: nobody approves what they wrote."""

from __future__ import annotations

from sqlalchemy import Connection

from knowledge_base.life import revisions, steps
from knowledge_base.life.checking import fit
from knowledge_base.life.drafts import text_in
from knowledge_base.life.refusal import Refused
from knowledge_base.life.revisions import APPROVED, DRAFT, IN_REVIEW, Revision
from knowledge_base.life.rights import require, said
from knowledge_base.life.store import KnowledgeStore
from runtime.accounts import Account


def approve(conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int, why: str) -> Revision:
    """This very text may be published. Raises Refused."""
    revision = _under_review(conn, who, id)
    if revision.author == who.username:
        raise Refused("own_draft", f"{who.username} wrote this: somebody else of {revision.agency} approves it")
    fit(store, revision.document, text_in(conn, revision))
    now = store.clock.now()
    changed = revisions.change(conn, now, revision, version, (IN_REVIEW,), state=APPROVED, approved_by=who.username)
    steps.append(conn, now, changed.document, "approved", who.username, said(why), revision=id, digest=changed.digest)
    return changed


def reject(conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int, why: str) -> Revision:
    """Back to its author, with the reason. Raises Refused."""
    revision = _under_review(conn, who, id)
    reason, now = said(why), store.clock.now()
    values = {"state": DRAFT, "approved_by": None}
    changed = revisions.change(conn, now, revision, version, (IN_REVIEW, APPROVED), **values)
    steps.append(conn, now, changed.document, "rejected", who.username, reason, revision=id, digest=changed.digest)
    return changed


def _under_review(conn: Connection, who: Account, id: str) -> Revision:
    revision = revisions.get(conn, id)
    require(who, "review_knowledge", revision.agency)
    return revision
