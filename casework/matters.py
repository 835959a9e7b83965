"""Whether the same thing is being worked on already: the same person with the same service, or the same place and kind.

Each case leaves digests of what it is about. They are looked for among open cases; a match is told, never an obstacle.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, or_, select

from casework.models import case_matters, cases
from casework.states import MACHINES
from runtime.db import insert_into

PERSONS = ("nik", "nib", "nop", "plate", "bpjs", "phone")
"""Types of fields that name whom or what an application is about."""
PLACES = ("place", "region", "choice", "text")
"""Types of fields that, taken together, name the place and the kind of a complaint."""
REPORTS = ("complaint", "aspiration")
WITHIN = {kind: timedelta(days=30 if kind in REPORTS else 365) for kind in MACHINES}
MOST = 3
MOST_WORDS = 40
ENDS = sorted({end for machine in MACHINES.values() for end in machine.ends})
_STREET = {"jl": "jalan", "jln": "jalan", "no": "nomor", "gg": "gang"}


def digests(service: Mapping[str, Any] | None, kind: str, values: Mapping[str, Any], phone: str | None) -> list[str]:
    """What a case is about, one digest for each way to recognise it. Nothing can be read from them but likeness."""
    subject = service["code"] if service else kind
    fields = service["fields"] if service else ()
    found = {f"phone {phone}"} if phone else set()
    if kind in REPORTS:
        found = {f"{each} {_matter(fields, values)}" for each in found} | set(_place(fields, values))
    else:
        found |= set(_persons(fields, values))
    return sorted(sha256(f"{subject} {each}".encode()).hexdigest() for each in found)


def put(conn: Connection, now: datetime, case_id: str, about: Sequence[str]) -> None:
    for digest in about:
        row = {"case_id": case_id, "digest": digest, "filed_at": now}
        conn.execute(insert_into(conn, case_matters).values(row).on_conflict_do_nothing())


def similar(
    conn: Connection, now: datetime, kind: str, about: Sequence[str], phone: str | None, *, told_all: bool
) -> list[str]:
    """References (digits) of open cases about the same, newest first, three at most.

    `told_all`: whoever asks is staff, or has proved who they are. Anybody else hears of reports that are public, and of
    cases filed from the own number: not that somebody else's NIK has something open. Secret reports are told to neither.
    """
    open_ = (
        case_matters.c.digest.in_(about),
        case_matters.c.filed_at >= now - WITHIN[kind],
        cases.c.state.not_in(ENDS),
    )
    own = cases.c.phone == phone if phone else cases.c.id.is_(None)
    shown = or_(own, cases.c.secret.is_(False)) if told_all or kind in REPORTS else own
    found = select(cases.c.reference, cases.c.filed_at).join(case_matters, case_matters.c.case_id == cases.c.id)
    rows = conn.execute(found.where(*open_, shown).distinct().order_by(cases.c.filed_at.desc()).limit(MOST))
    return [row.reference for row in rows]


def _persons(fields: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        value = values.get(field["name"])
        if field["type"] in PERSONS and isinstance(value, str):
            yield f"{field['type']} {value}"


def _place(fields: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> Iterator[str]:
    """Only where a place is among the answers: a kind alone is no matter."""
    there = [
        values[field["name"]] for field in fields if field["type"] in ("place", "region") and field["name"] in values
    ]
    address = [values.get(name) for name in ("alamat", "lokasi_kejadian")]
    if there or any(isinstance(value, str) for value in address):
        yield f"place {_matter(fields, values)}"


def _matter(fields: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> str:
    """Kind and place as one text, in the order of the fields; descriptions are no place and stay out."""
    told = (values.get(field["name"]) for field in fields if field["type"] in PLACES and field["name"] != "uraian")
    return " | ".join(_plain(value) for value in told if value is not None)


def _plain(value: Any) -> str:
    words = re.findall(r"\w+", str(value).casefold())[:MOST_WORDS]
    return " ".join(_STREET.get(word, word) for word in words)
