"""A statement of the webhook's path: compiled once for each dialect, then sent past the expression layer at a third of its cost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.sql.expression import Executable

Processor = Callable[[Any], Any]


@dataclass(frozen=True)
class _Form:
    text: str
    positions: Sequence[str] | None
    processors: Mapping[str, Processor]

    def arrange(self, values: Mapping[str, Any]) -> Any:
        ready = {
            name: self.processors[name](value) if name in self.processors else value for name, value in values.items()
        }
        return ready if self.positions is None else tuple(ready[name] for name in self.positions)


class Prepared:
    """`names`: the columns that an insert is given; other statements name their own parameters. `run` wants all of
    them, and gives results as the driver does."""

    def __init__(self, statement: Executable, names: Sequence[str] = ()) -> None:
        self._statement = statement
        self._names = list(names)
        self._forms: dict[str, _Form] = {}

    def run(self, conn: Connection, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
        """Execute in the connection's transaction."""
        form = self._forms.get(conn.dialect.name)
        if form is None:
            form = self._forms[conn.dialect.name] = self._compile(conn.dialect)
        return conn.exec_driver_sql(form.text, form.arrange(values))

    def _compile(self, dialect: Dialect) -> _Form:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._names or None)  # type: ignore[attr-defined]
        found = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        return _Form(str(compiled), compiled.positiontup, {name: each for name, each in found.items() if each})
