"""What views stand on, kept with the Flask application."""

from dataclasses import dataclass

from flask import current_app

from runtime.clock import Clock
from runtime.config import Settings
from runtime.db import Database

EXTENSION = "hotline"


@dataclass(frozen=True)
class House:
    """Settings, database and clock of the running application."""

    settings: Settings
    database: Database
    clock: Clock


def house() -> House:
    """The house of the application that serves this request."""
    found: House = current_app.extensions[EXTENSION]
    return found
