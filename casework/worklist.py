"""The cases that an agency's staff has before it: open ones by due date, those without one last; closed ones latest first.

A page ends with the key of its last row, and the next one goes on behind it: no row is left out, however many there are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, Select, String, cast, literal, or_, select, tuple_

from casework import reference as references
from casework.case_row import SHOWN, Plain, case_row
from casework.cases import delivery_key
from casework.models import CLOSED, OPEN, cases
from runtime import dead_letters

Mark = Literal["overdue", "warned", "owed", "undelivered"]
PAGE = 50
_NOTHING_OWED = ("[]", "null")
DATED, UNDATED, OVER = "due", "undated", "over"
ID_WRITTEN = re.compile(r"[0-9a-f]{32}")
MOMENTS = {DATED: 2, UNDATED: 1, OVER: 1}


@dataclass(frozen=True)
class Wanted:
    """`agency` None: of all agencies. `group`: open or closed. The rest narrows; None and "" do not."""

    agency: str | None
    group: Literal["open", "closed"] = "open"
    kind: str | None = None
    service: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Page:
    """`following` is the `after` of the next page, None on the last one."""

    rows: list[Plain]
    following: str | None


class BadKey(ValueError):
    """`after` is none that a page ended with."""


def worklist(conn: Connection, now: datetime, wanted: Wanted, after: str = "", most: int = PAGE) -> Page:
    """At most `most` rows behind the key `after`. Raises BadKey."""
    part, behind = _read(after, wanted.group)
    rows: list[RowMapping] = []
    for each in _parts(wanted.group, part):
        query = _query(each, wanted, now, behind if each == part else None)
        rows += conn.execute(query.limit(most + 1 - len(rows))).mappings()
        if len(rows) > most:
            break
    shown = rows[:most]
    following = _key(shown[-1], wanted.group) if len(rows) > most else None
    return Page(_rows(conn, now, shown), following)


def by_reference(conn: Connection, now: datetime, agency: str | None, typed: str) -> Page:
    """The case with this reference, open or closed, if the agency has it; `typed` in any way of writing."""
    digits = references.parse(typed)
    found = select(*SHOWN).where(cases.c.reference == (digits or ""), *_of(agency))
    return Page(_rows(conn, now, list(conn.execute(found).mappings())), None)


def _parts(group: str, first: str) -> Sequence[str]:
    if group == "closed":
        return (OVER,)
    return (DATED, UNDATED) if first == DATED else (UNDATED,)


def _query(part: str, wanted: Wanted, now: datetime, behind: tuple[Any, ...] | None) -> Select[Any]:
    """The condition on the state stands as the index has it, and the order is the index's."""
    order: tuple[Column[Any], ...]
    which: list[Any]
    if part == OVER:
        order, which = (cases.c.state_since, cases.c.id), [CLOSED]
    elif part == DATED:
        order, which = (cases.c.due_at, cases.c.filed_at, cases.c.id), [OPEN, cases.c.due_at.is_not(None)]
    else:
        order, which = (cases.c.filed_at, cases.c.id), [OPEN, cases.c.due_at.is_(None)]
    found = select(*SHOWN).where(*which, *_of(wanted.agency), *_narrowed(wanted, now))
    if behind is not None:
        here, there = (
            tuple_(*order),
            tuple_(*(literal(value, column.type) for value, column in zip(behind, order, strict=True))),
        )
        found = found.where(here < there if part == OVER else here > there)
    # PostgreSQL does not see that a column that IS NULL leaves the index's order to the columns after it.
    first = (cases.c.due_at,) if part == UNDATED else ()
    return found.order_by(*first, *(column.desc() if part == OVER else column for column in order))


def _of(agency: str | None) -> list[ColumnElement[bool]]:
    return [] if agency is None else [cases.c.agency == agency]


def _narrowed(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    marks: dict[str | None, list[ColumnElement[bool]]] = {
        "overdue": [cases.c.due_at < now],
        "warned": [cases.c.warned_at.is_not(None)],
        "owed": [or_(cases.c.state == "waiting", cast(cases.c.owes, String).not_in(_NOTHING_OWED))],
        "undelivered": [cases.c.delivered_at.is_(None)],
    }
    kind = [cases.c.kind == wanted.kind] if wanted.kind else []
    service = [cases.c.service == wanted.service] if wanted.service else []
    return [*kind, *service, *marks.get(wanted.mark, [])]


def _rows(conn: Connection, now: datetime, rows: Sequence[RowMapping]) -> list[Plain]:
    standing = dead_letters.standing_of(conn, [delivery_key(row["id"]) for row in rows])
    return [case_row(dict(row), now, standing.get(delivery_key(row["id"]))) for row in rows]


def _key(row: RowMapping, group: str) -> str:
    part = OVER if group == "closed" else DATED if row["due_at"] else UNDATED
    moments = {OVER: ["state_since"], DATED: ["due_at", "filed_at"], UNDATED: ["filed_at"]}[part]
    return "~".join([part, *(row[name].isoformat() for name in moments), row["id"]])


def _read(key: str, group: str) -> tuple[str, tuple[Any, ...] | None]:
    """The part of the list that a key stands in, and the place there."""
    if not key:
        return (OVER if group == "closed" else DATED), None
    part, *moments, case_id = key.split("~") if "~" in key else ("", "")
    try:
        read = [datetime.fromisoformat(moment) for moment in moments]
    except ValueError as error:
        raise BadKey from error
    fits = len(read) == MOMENTS.get(part) and (part == OVER) == (group == "closed")
    if not fits or not ID_WRITTEN.fullmatch(case_id) or any(moment.tzinfo is None for moment in read):
        raise BadKey
    return part, (*read, case_id)
