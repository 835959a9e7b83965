"""What the citizen is told of a case's changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection


def put(conn: Connection, now: datetime, case: Mapping[str, Any], transition: str) -> None:
    """Nothing is sent yet."""
