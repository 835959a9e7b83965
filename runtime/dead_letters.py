"""What the outbox has given up, for the person who mends the cause and has it sent again; and what is old enough to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from runtime import event_log
from runtime.models import outbox
from runtime.outbox import ERASED

KEPT = timedelta(days=30)
MOST = 200
_SHOWN = ("id", "kind", "key", "attempts", "last_error", "created_at", "given_up_at")


@dataclass(frozen=True)
class DeadLetter:
    """`case_id`: of the case that was to leave, None for anything else."""

    id: int
    kind: str
    key: str
    attempts: int
    last_error: str
    created_at: datetime
    given_up_at: datetime
    case_id: str | None


@dataclass(frozen=True)
class Standing:
    """How a delivery stands: the outbox row `id`, attempts so far, and what became of it."""

    id: int
    attempts: int
    last_error: str | None
    due_at: datetime
    delivered_at: datetime | None
    given_up_at: datetime | None


_STANDING = tuple(outbox.c[name] for name in Standing.__dataclass_fields__)


def standing_of(conn: Connection, keys: Sequence[str]) -> dict[str, Standing]:
    """By key; what was delivered long ago is not there any more."""
    found = select(outbox.c.key, *_STANDING).where(outbox.c.key.in_(keys))
    return {row.key: Standing(*row[1:]) for row in conn.execute(found)} if keys else {}


def given_up(conn: Connection, kinds: Sequence[str] = (), limit: int = MOST) -> list[DeadLetter]:
    """The latest first; all kinds when none is named."""
    found = select(outbox).where(outbox.c.given_up_at.is_not(None), outbox.c.delivered_at.is_(None))
    if kinds:
        found = found.where(outbox.c.kind.in_(kinds))
    rows = conn.execute(found.order_by(outbox.c.given_up_at.desc(), outbox.c.id.desc()).limit(limit)).mappings()
    return [DeadLetter(**{name: row[name] for name in _SHOWN}, case_id=row["payload"].get("case_id")) for row in rows]


def resend(conn: Connection, now: datetime, number: int, actor: str) -> bool:
    """A person wants row `number` attempted at once: one that waits, was given up, or was delivered and got lost there.

    Logged with its person. False when there is no such row, or what it held has been erased.
    """
    row = conn.execute(select(outbox).where(outbox.c.id == number).with_for_update()).mappings().first()
    if row is None or (ERASED in row["payload"] and row["payload"][ERASED] is None):
        return False
    anew = row["given_up_at"] is not None or row["delivered_at"] is not None
    # An attempt may be under way at a row that waits; it knows its row by the number of attempts.
    marks = {"attempts": 0, "given_up_at": None, "delivered_at": None} if anew else {}
    conn.execute(update(outbox).where(outbox.c.id == number).values(due_at=now, **marks))
    subject = {name: row["payload"].get(name) for name in ("call_id", "case_id")}
    told = {"outbox": number, "kind": row["kind"]}
    event_log.append(conn, now, "delivery_resent", **subject, actor=actor, data=told)
    return True


def forget_old(conn: Connection, now: datetime) -> int:
    """Delivered rows go after KEPT: their payloads may hold telephone numbers. How many went."""
    return int(conn.execute(delete(outbox).where(outbox.c.delivered_at < now - KEPT)).rowcount)
