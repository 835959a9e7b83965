"""One-time codes by SMS: made, kept as a hash, judged a few times, and forgotten.

A code lives for LIFE, bears TRIES answers, and gives way to the next one of its call. Callers of `issue` and `judge` hold the
lock of the dialogue session; `issue` is called after a log entry was written in the same transaction, for on PostgreSQL the
log's lock is what makes counting and writing one act.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, func, select, update

from telephony.models import one_time_codes as codes

DIGITS = 6
LIFE = timedelta(minutes=5)
TRIES = 3
HOUR = timedelta(hours=1)
MOST_PER_NUMBER = 3
MOST_PER_CALL = 2
KEPT = timedelta(days=1)

Verdict = Literal["right", "wrong", "expired", "used_up"]


def random_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def issue(
    conn: Connection,
    now: datetime,
    secret: str,
    call_id: str,
    number: str,
    new_code: Callable[[], str] = random_code,
) -> str | None:
    """A new code for this call; None when this number has had too many within the hour, or this call."""
    if _count(conn, codes.c.call_id == call_id) >= MOST_PER_CALL:
        return None
    if _count(conn, codes.c.number == number, codes.c.issued_at > now - HOUR) >= MOST_PER_NUMBER:
        return None
    code = new_code()
    row = {"call_id": call_id, "number": number, "hash": _hash(secret, call_id, code), "issued_at": now}
    conn.execute(codes.insert().values(row))
    return code


def judge(conn: Connection, now: datetime, secret: str, call_id: str, code: str) -> Verdict:
    """One try of the newest code of a call. A right one cannot be used again."""
    newest = select(func.max(codes.c.id)).where(codes.c.call_id == call_id).scalar_subquery()
    free = (codes.c.id == newest, codes.c.tries < TRIES, codes.c.used_at.is_(None))
    counted = update(codes).where(*free).values(tries=codes.c.tries + 1)
    row = conn.execute(counted.returning(codes.c.id, codes.c.hash, codes.c.issued_at, codes.c.tries)).first()
    if row is None:
        return "used_up"
    if now >= row.issued_at + LIFE:
        return "expired"
    if hmac.compare_digest(row.hash, _hash(secret, call_id, code)):
        conn.execute(update(codes).where(codes.c.id == row.id).values(used_at=now))
        return "right"
    return "wrong" if row.tries < TRIES else "used_up"


def forget_old(conn: Connection, now: datetime) -> int:
    """Deletes what counts no longer; how many."""
    return conn.execute(delete(codes).where(codes.c.issued_at <= now - KEPT)).rowcount


def _count(conn: Connection, *conditions: object) -> int:
    return int(conn.execute(select(func.count()).select_from(codes).where(*conditions)).scalar_one())  # type: ignore[arg-type]


def _hash(secret: str, call_id: str, code: str) -> str:
    """Keyed: six digits alone would be found by trying them all."""
    return hmac.new(secret.encode(), f"code:{call_id}:{code}".encode(), hashlib.sha256).hexdigest()
