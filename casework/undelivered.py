"""What was given up, for whoever works on the cases: an officer sees the deliveries to the own agency, the rest of staff all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from casework import reference
from casework.cases import DELIVER
from casework.models import cases
from runtime.models import outbox

PAGE = 50


@dataclass(frozen=True)
class Letters:
    """`following` is the id to go on behind, None on the last page."""

    rows: list[dict[str, Any]]
    following: int | None


def undelivered(conn: Connection, agency: str | None, after: int | None = None, most: int = PAGE) -> Letters:
    """The latest first."""
    of_case = outbox.c.payload["case_id"].as_string() == cases.c.id
    found = (
        select(outbox, cases.c.reference, cases.c.agency, cases.c.service_name)
        .outerjoin(cases, of_case)
        .where(outbox.c.given_up_at.is_not(None), outbox.c.delivered_at.is_(None), *_seen_by(agency))
    )
    if after is not None:
        at = select(outbox.c.given_up_at).where(outbox.c.id == after).scalar_subquery()
        found = found.where(or_(outbox.c.given_up_at < at, and_(outbox.c.given_up_at == at, outbox.c.id < after)))
    order = (outbox.c.given_up_at.desc(), outbox.c.id.desc())
    rows = [_row(row) for row in conn.execute(found.order_by(*order).limit(most + 1)).mappings()]
    return Letters(rows[:most], rows[most - 1]["id"] if len(rows) > most else None)


def is_seen_by(conn: Connection, number: int, agency: str | None) -> bool:
    """Whether the outbox row `number` is one that staff of this agency (None: of all) may have sent again."""
    of_case = outbox.c.payload["case_id"].as_string() == cases.c.id
    found = select(outbox.c.id).outerjoin(cases, of_case).where(outbox.c.id == number, *_seen_by(agency))
    return conn.execute(found).first() is not None


def _seen_by(agency: str | None) -> list[ColumnElement[bool]]:
    return [] if agency is None else [outbox.c.kind == DELIVER, cases.c.agency == agency]


def _row(row: Any) -> dict[str, Any]:
    given_up: datetime = row["given_up_at"]
    return {
        "id": row["id"],
        "kind": row["kind"],
        "reference": reference.format(row["reference"]) if row["reference"] else None,
        "agency": row["agency"],
        "service_name": row["service_name"],
        "attempts": row["attempts"],
        "error": row["last_error"],
        "created_at": row["created_at"].isoformat(),
        "given_up_at": given_up.isoformat(),
    }
