"""What depends on the knowledge follows it: the search, and the flows of new calls. Doing it twice changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import select

from knowledge_base.catalogue import Catalogue
from knowledge_base.life.models import knowledge_marks
from knowledge_base.life.store import KnowledgeStore
from knowledge_base.search import finder, index
from runtime.db import insert_into
from runtime.flow_versions.people import FOLDER
from runtime.flow_versions.publishing import Publishing
from runtime.flow_versions.refusal import Refused as FlowsRefused

log = logging.getLogger(__name__)
INDEXED = "indexed"


def follow(store: KnowledgeStore, flows: Callable[[Catalogue], Publishing]) -> None:
    """After a publication in any process, and when a day has begun on which other facts are in force. A job's work."""
    day = store.standing().on
    store.refresh()
    index_if_changed(store)
    with store.database.read() as conn:
        finder(conn)  # learned here, before a caller's question would have to wait for it
    if store.standing().on != day:
        _renew(flows(store.current()))


def index_if_changed(store: KnowledgeStore) -> None:
    """The search finds what the catalogue says."""
    standing = store.standing()
    mark = select(knowledge_marks.c.digest).where(knowledge_marks.c.name == INDEXED)
    with store.database.read() as conn:
        if conn.execute(mark).scalar_one_or_none() == standing.says:
            return
    reindex(store)


def reindex(store: KnowledgeStore) -> None:
    """At a start in any case: the search itself may have changed."""
    standing = store.standing()
    with store.database.begin() as conn:
        index(conn, standing.catalogue)
        row = insert_into(conn, knowledge_marks).values(name=INDEXED, digest=standing.says)
        conn.execute(row.on_conflict_do_update(index_elements=["name"], set_={"digest": row.excluded.digest}))


def _renew(publishing: Publishing) -> None:
    """The facts of this day reach new calls. Golden calls are not played: nobody would be there to read of them."""
    try:
        renewal = publishing.renewal(play=False)
    except FlowsRefused as refusal:
        log.error("the live flows do not fit today's facts: %s", refusal)
        return
    if renewal is not None:
        publishing.renew(renewal.judged, renewal.live, f"the facts in force on this day ({FOLDER.name} unchanged)")
