"""What a handler of an effect is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ivr.events import Event
from ivr.session import Session


@dataclass(frozen=True)
class TurnContext:
    """One sprint of a turn. `conn` is the turn's transaction: a handler writes in it and never commits, calls nobody
    outside the house, and leaves what must follow in the outbox or in `after_commit`. `now` is aware, in UTC."""

    conn: Connection
    call_id: str
    session: Session
    now: datetime
    after_commit: list[Callable[[], None]]


Handler = Callable[[TurnContext, Any], Event | None]
"""Does what an effect wants. An event is the answer to the effect, and the dialogue goes on within the same turn."""

Handlers = Mapping[type[Any], Handler]
