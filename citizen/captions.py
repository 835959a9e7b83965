"""Captions of a call for the person who makes it: what the hotline said, and what it understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
        Caption(entry.id * PER_ENTRY + place, who, text)
        for entry in event_log.of_call(conn, call)
        if entry.kind == "turn_taken"
        for place, (who, text) in enumerate(_lines(entry.data))
    ]
    return [caption for caption in found if caption.id > after][:MOST]


def _lines(turn: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the caller said, then what the hotline answered."""
    heard = [("caller", text) for text in turn.get("heard", ())]
    return (heard + [("ivr", text) for text in turn.get("said", ())])[:PER_ENTRY]
