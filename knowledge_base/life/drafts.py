"""Writing: a draft for each person and document, saved by its version, so that a second window is told and loses nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from knowledge_base.life import kept_texts, revisions, steps
from knowledge_base.life.checking import agency_in, check_size, fit
from knowledge_base.life.documents import NAME
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.models import knowledge_revisions
from knowledge_base.life.refusal import Refused
from knowledge_base.life.revisions import APPROVED, DISCARDED, DRAFT, IN_REVIEW, SCHEDULED, Revision
from knowledge_base.life.rights import require, said
from knowledge_base.life.store import KnowledgeStore
from runtime.accounts import Account
from runtime.db import insert_into


def begin(
    conn: Connection, store: KnowledgeStore, who: Account, document: str, text: str, base: str | None
) -> Revision:
    """A new draft from the text that stood with digest `base`, None for a new document. Raises Refused."""
    check_size(text)
    standing = store.standing().text(document)
    owner = _owner(store, document, text)
    require(who, "edit_knowledge", owner)
    stands = digest_of(standing) if standing is not None else None
    if base is None and stands is not None:
        raise Refused("there_already", f"{document} is there already")
    now, id = store.clock.now(), store.clock.new_id()
    digest = kept_texts.keep(conn, now, text)
    row = {
        "id": id,
        "document": document,
        "agency": owner,
        "author": who.username,
        "base": base,
        "digest": digest,
        "state": DRAFT,
        "version": 1,
        "changed_at": now,
    }
    if base is not None and standing is not None and base == stands:
        kept_texts.keep(conn, now, standing)
    insert = insert_into(conn, knowledge_revisions).values(row).on_conflict_do_nothing()
    if conn.execute(insert.returning(knowledge_revisions.c.id)).first() is None:
        raise Refused("conflict", f"{who.username} has a draft of {document} already, in another window perhaps")
    steps.append(conn, now, document, "began", who.username, revision=id, digest=digest, before=base)
    return revisions.get(conn, id)


def save(
    conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int, text: str, base: str | None = None
) -> Revision:
    """The author's next text. `base` when they have taken up what was published meanwhile. Raises Refused."""
    check_size(text)
    revision = _own(conn, who, id)
    now = store.clock.now()
    values = {"digest": kept_texts.keep(conn, now, text), "base": revision.base}
    if base is not None:
        values["base"] = _taken_up(conn, store, revision.document, base)
    return revisions.change(conn, now, revision, version, (DRAFT,), **values)


def submit(conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int, why: str) -> Revision:
    """To the owner agency for review. Raises Refused, also for a slip in it."""
    revision = _own(conn, who, id)
    text = text_in(conn, revision)
    fit(store, revision.document, text)
    named = agency_in(text)
    if named != revision.agency and who.agency is not None:
        raise Refused("agency", f"an officer does not give {revision.document} to {named}; a manager may")
    now = store.clock.now()
    changed = revisions.change(conn, now, revision, version, (DRAFT,), state=IN_REVIEW)
    _step(conn, store, changed, "submitted", who, said(why))
    return changed


def withdraw(conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int) -> Revision:
    """Back to the author's own desk, whatever was approved or scheduled. Raises Refused."""
    revision = _own(conn, who, id)
    on_the_way = (IN_REVIEW, APPROVED, SCHEDULED)
    values = {"state": DRAFT, "approved_by": None, "due_at": None, "scheduled_by": None, "override_reason": None}
    changed = revisions.change(conn, store.clock.now(), revision, version, on_the_way, **values)
    _step(conn, store, changed, "withdrawn", who)
    return changed


def discard(conn: Connection, store: KnowledgeStore, who: Account, id: str, version: int) -> None:
    """Raises Refused."""
    changed = revisions.change(conn, store.clock.now(), _own(conn, who, id), version, (DRAFT,), state=DISCARDED)
    _step(conn, store, changed, "discarded", who)


def text_in(conn: Connection, revision: Revision) -> str:
    return kept_texts.text_of(conn, revision.digest) or ""


def _taken_up(conn: Connection, store: KnowledgeStore, document: str, base: str) -> str:
    """`base`, which must be what stands now. Raises Refused."""
    standing = store.standing().text(document)
    if standing is None or digest_of(standing) != base:
        raise Refused("conflict", f"{document} was published again meanwhile")
    return kept_texts.keep(conn, store.clock.now(), standing)


def _own(conn: Connection, who: Account, id: str) -> Revision:
    revision = revisions.get(conn, id)
    require(who, "edit_knowledge", revision.agency)
    if revision.author != who.username:
        raise Refused("may_not", f"this is the draft of {revision.author}")
    return revision


def _owner(store: KnowledgeStore, document: str, text: str) -> str:
    """Whose the document is: by what stands, for a new one by its text."""
    if not NAME.fullmatch(document):
        raise Refused("unknown", "a document is named like service:DUK-02 or article:ART-01")
    catalogue = store.current()
    standing = store.standing().text(document)
    owner = agency_in(standing if standing is not None else text)
    if owner is None or owner not in catalogue.agencies:
        raise Refused("agency", "`agency:` must name one of the agencies")
    return owner


def _step(
    conn: Connection, store: KnowledgeStore, revision: Revision, kind: steps.Kind, who: Account, why: str = ""
) -> None:
    now = store.clock.now()
    steps.append(conn, now, revision.document, kind, who.username, why, revision=revision.id, digest=revision.digest)
