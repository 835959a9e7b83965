"""Callbacks and voicemails of a scene's callers."""

from __future__ import annotations

from agent_desktop import follow_ups
from telephony import calls

NUMBER = "+628123456890"


def owed(scene) -> list[follow_ups.FollowUp]:
    with scene.database.read() as conn:
        return follow_ups.unended(conn)


def promise(scene, call: str, kind: str = "callback", **more) -> str:
    """The caller of `call` has hung up and is owed something; its id."""
    now, id = scene.clock.now(), scene.clock.new_id()
    values = {
        "id": id,
        "kind": kind,
        "call_id": call,
        "number": NUMBER,
        "queue": "umum",
        "skills": [],
        "language": "id",
        "not_before": now if kind == "callback" else None,
        "not_after": now if kind == "callback" else None,
        "recording": None if kind == "callback" else f"RE{id}",
        "seconds": None if kind == "callback" else 12,
        **more,
    }
    with scene.database.begin() as conn:
        calls.close_call(conn, now, call, "completed", 30)
        assert follow_ups.add(conn, now, values)
    return id
