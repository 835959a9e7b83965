"""A draft: flows that one person works on, and the revision they began from. One for each person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from runtime.db import insert_into
from runtime.flow_versions import store
from runtime.flow_versions.people import Person, require
from runtime.flow_versions.publishing import Order, Published, Publishing
from runtime.flow_versions.refusal import Refused
from runtime.flow_versions.sources import check_size
from runtime.models import flow_drafts


@dataclass(frozen=True)
class Draft:
    """`files` with golden calls; they may hold errors. `base` is the revision that it began from."""

    base: str
    files: Mapping[str, str]
    saved_at: datetime


def save(conn: Connection, now: datetime, person: Person, files: Mapping[str, str], base: str | None = None) -> Draft:
    """In the place of the person's draft, whose base it keeps; a new one began from `base`, else from what is live.
    Raises Refused."""
    require(person, "edit_flows")
    check_size(files)
    kept = read(conn, person)
    began = kept.base if kept else base or store.revision_at(conn)
    if began is None or store.sources_of(conn, began) is None:
        raise Refused("unknown", f"revision {began} is not kept: a draft begins from one that is")
    values = {"base": began, "files": dict(files), "saved_at": now}
    row = insert_into(conn, flow_drafts).values(person=person.name, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["person"], set_=values))
    return Draft(began, dict(files), now)


def read(conn: Connection, person: Person) -> Draft | None:
    row = conn.execute(select(flow_drafts).where(flow_drafts.c.person == person.name)).first()
    return Draft(row.base, row.files, row.saved_at) if row else None


def discard(conn: Connection, person: Person) -> bool:
    """False when there was none."""
    return conn.execute(delete(flow_drafts).where(flow_drafts.c.person == person.name)).rowcount == 1


def publish(publishing: Publishing, person: Person, why: str, override: str = "", *, force: bool = False) -> Published:
    """The person's draft, which then is over unless it was saved again meanwhile. Raises Refused: stale, with what
    others changed, when its base is no longer live, unless `force`."""
    with publishing.database.read() as conn:
        draft = read(conn, person)
    if draft is None:
        raise Refused("unknown", f"{person.name} has no draft")

    def over(conn: Connection) -> None:
        own = (flow_drafts.c.person == person.name, flow_drafts.c.saved_at == draft.saved_at)
        conn.execute(delete(flow_drafts).where(*own))

    order = Order(person, why, override=override, base=None if force else draft.base)
    return publishing.publish(draft.files, order, over)
