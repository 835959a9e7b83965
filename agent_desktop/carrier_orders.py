"""What the carrier has to be told about a desk call: written with its cause, carried out after the commit, never twice at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, select, update

from agent_desktop.models import carrier_orders
from runtime.db import Database

Kind = Literal[
    "call_agent",
    "bring_caller",
    "ring_caller",
    "hold_caller",
    "unhold_caller",
    "return_caller",
    "release_caller",
    "hang_up_agent",
    "hang_up_caller",
]

LEASE_S = 20
FIRST_PAUSE_S = 1
MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class Order:
    """`leg` is the carrier's sid of the agent's leg where the order is about it; `attempts` counts this one too."""

    id: int
    desk_call_id: str
    kind: Kind
    leg: str | None
    due_at: datetime
    attempts: int

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MOST_ATTEMPTS


def give(conn: Connection, now: datetime, desk_call_id: str, kind: Kind, leg: str | None = None) -> None:
    """Due at once."""
    row = {"desk_call_id": desk_call_id, "kind": kind, "leg": leg, "due_at": now}
    conn.execute(carrier_orders.insert().values(row))


def claim(database: Database, now: datetime) -> list[Order]:
    """What is due, oldest first, now ours for LEASE_S; an order whose taker dies is due again after that."""
    with database.read() as conn:
        due = conn.execute(select(carrier_orders.c.id).where(carrier_orders.c.due_at <= now).limit(1)).first()
    if due is None:
        return []
    late = carrier_orders.c.due_at <= now
    marks = {"due_at": now + timedelta(seconds=LEASE_S), "attempts": carrier_orders.c.attempts + 1}
    with database.begin() as conn:
        rows = conn.execute(update(carrier_orders).where(late).values(marks).returning(carrier_orders)).mappings()
        return sorted((Order(**row) for row in rows), key=lambda order: order.id)


def close(conn: Connection, order: Order) -> None:
    """Carried out, or not wanted any more."""
    conn.execute(delete(carrier_orders).where(carrier_orders.c.id == order.id))


def put_off(conn: Connection, now: datetime, order: Order) -> None:
    """Failed for now: due again after 1 s, 2 s, 4 s ..."""
    due = now + timedelta(seconds=FIRST_PAUSE_S * 2 ** (order.attempts - 1))
    mine = (carrier_orders.c.id == order.id, carrier_orders.c.attempts == order.attempts)
    conn.execute(update(carrier_orders).where(*mine).values(due_at=due))
