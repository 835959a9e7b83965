"""Captions of a call for the person who makes it: what the hotline said, and what it understood."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtime import event_log
from telephony.models import calls

MOST = 200
PER_ENTRY = 100


@dataclass(frozen=True)
class Caption:
    """`id` rises within a call; `who` is ivr or caller."""

    id: int
    who: str
    text: str


def captions(conn: Connection, sid: str, number: str, after: int) -> list[Caption]:
    """Nothing when the call is not that number's own."""
    owned = select(calls.c.id).where(calls.c.sid == sid, calls.c.from_number == number)
    call = conn.execute(owned).scalar_one_or_none()
    if call is None:
        return []
    found = [
        Caption(entry.id * PER_ENTRY + place, line["who"], line["text"])
        for entry in event_log.of_call(conn, call)
        if entry.kind == "turn_taken"
        for place, line in enumerate(entry.data.get("heard", ())[:PER_ENTRY])
    ]
    return [caption for caption in found if caption.id > after][:MOST]
