"""What the desk's views stand on; given by app.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agent_desktop.desk import Desk
from knowledge_base.catalogue import Catalogue
from runtime.clock import Clock
from runtime.config import Settings
from runtime.db import Database

Ticket = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Door:
    """`ticket(name)` is the line of that name: url and token. `hotline_number` is what people dial, where it is one."""

    settings: Settings
    database: Database
    clock: Clock
    desk: Desk
    catalogue: Catalogue
    ticket: Ticket
