"""How a declared column is written into a revision, so that it makes the same table on both databases."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DefaultClause, False_, True_

from runtime.db import UtcDateTime


def render(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Python text for a type or default that Alembic would write in the present database's words; False for the others."""
    if isinstance(item, UtcDateTime):
        context.imports.add("from runtime.db import UtcDateTime")
        return "UtcDateTime()"
    if kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, True_ | False_):
        return "sa.true()" if isinstance(item.arg, True_) else "sa.false()"
    return False
