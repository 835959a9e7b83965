"""All that an agent may see of one call: caller, what the flow heard, transcript, cases, earlier contacts, own notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from agent_desktop import desk_calls, dialogue, offers
from agent_desktop.masked import masked_number
from agent_desktop.models import call_notes
from agent_desktop.models import desk_calls as desk_call_rows
from agent_desktop.queue_names import QueueNames, called
from agent_desktop.refused import Refused
from runtime.db import insert_into
from runtime.event_log import Entry
from telephony import calls
from telephony.models import calls as call_rows

MOST_CONTACTS = 3
PER_ENTRY = 100
Plain = dict[str, Any]


def check_access(conn: Connection, call_id: str, agent_id: str) -> None:
    """An agent sees the calls offered to them or taken by them. Raises Refused no_such_call or not_your_call."""
    if calls.get(conn, call_id) is None:
        raise Refused("no_such_call")
    offered = offers.of_agent(conn, agent_id)
    if (offered is None or offered.call_id != call_id) and desk_calls.latest_of(conn, call_id, agent_id) is None:
        raise Refused("not_your_call")


def caller(conn: Connection, call_id: str) -> Plain:
    """Raises Refused no_such_call."""
    row = calls.get(conn, call_id)
    if row is None:
        raise Refused("no_such_call")
    found = row._mapping
    return {
        "id": call_id,
        "from_masked": masked_number(found["from_number"]),
        "mobile": found["mobile"],
        "language": dialogue.of_call(conn, call_id).language,
        "started_at": found["started_at"].isoformat(),
    }


def heard(conn: Connection, call_id: str) -> Plain:
    """What the flow understood; each slot says where its value comes from. `verified` is the level at which it is known who calls."""
    known = dialogue.of_call(conn, call_id)
    slots = {name: {"value": value, "source": "ivr"} for name, value in known.slots.items()}
    return {"service": known.service, "slots": slots, "verified": known.verified}


def transcript(entries: Iterable[Entry]) -> list[Plain]:
    """`who` is ivr or caller; ids rise in the order spoken. `unclear`: the recogniser was too unsure for the flow to act on it."""
    return [line for entry in entries if entry.kind == "turn_taken" for line in _lines(entry)]


def contacts(conn: Connection, call_id: str, queues: QueueNames) -> list[Plain]:
    """The last talks with the same number before this call, newest first; `queue` is the queue's name by language."""
    row = calls.get(conn, call_id)
    number = row._mapping["from_number"] if row is not None else ""
    if not number:
        return []
    talks = (
        select(
            desk_call_rows.c.accepted_at,
            desk_call_rows.c.queue,
            desk_call_rows.c.wrap_up_code,
            desk_call_rows.c.wrap_up_note,
        )
        .join(call_rows, call_rows.c.id == desk_call_rows.c.call_id)
        .where(call_rows.c.from_number == number, desk_call_rows.c.call_id != call_id)
        .order_by(desk_call_rows.c.accepted_at.desc())
        .limit(MOST_CONTACTS)
    )
    return [
        {"at": at.isoformat(), "queue": called(queues, queue), "wrap_up": code, "note": note}
        for at, queue, code, note in conn.execute(talks)
    ]


def note_of(conn: Connection, call_id: str, agent_id: str) -> str:
    mine = (call_notes.c.call_id == call_id, call_notes.c.agent_id == agent_id)
    return conn.execute(select(call_notes.c.text).where(*mine)).scalar_one_or_none() or ""


def keep_note(conn: Connection, now: datetime, call_id: str, agent_id: str, text: str) -> None:
    """Replaces this agent's note on the call."""
    written = {"text": text, "at": now}
    row = insert_into(conn, call_notes).values(call_id=call_id, agent_id=agent_id, **written)
    conn.execute(row.on_conflict_do_update(index_elements=["call_id", "agent_id"], set_=written))


def _lines(entry: Entry) -> Iterator[Plain]:
    unclear = bool(entry.data.get("unclear"))
    spoken = [("caller", text, unclear) for text in entry.data.get("heard", ())]
    spoken += [("ivr", text, False) for text in entry.data.get("said", ())]
    for place, (who, text, doubtful) in enumerate(spoken[:PER_ENTRY]):
        line = {"id": entry.id * PER_ENTRY + place, "who": who, "text": text, "at": entry.at.isoformat()}
        yield {**line, "unclear": doubtful}
