"""Time and identities, injectable: the only source of either outside the dialogue engine."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4


class Clock(Protocol):
    """What tells the time and makes identities."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def new_id(self) -> str:
        """An identity never given before: 32 hexadecimal digits, unguessable."""


class SystemClock:
    """The machine's clock and random identities."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def new_id(self) -> str:
        return uuid4().hex


class FrozenClock:
    """Stands still until it is advanced; its identities count up from 1. For tests."""

    def __init__(self, now: datetime) -> None:
        """`now` is aware; it is kept in UTC."""
        self._now = now.astimezone(UTC)
        self._given = 0

    def now(self) -> datetime:
        return self._now

    def new_id(self) -> str:
        self._given += 1
        return f"{self._given:032x}"

    def advance(self, seconds: float) -> datetime:
        """Move on by `seconds`; the new time."""
        self._now += timedelta(seconds=seconds)
        return self._now
