"""The version of the flow language that a file is written in, and the way from an older one to today's.

A change that makes old files mean something else, or nothing, gets a function in MIGRATIONS: from a file's tree in version n to the
same in n+1, places kept. Once shipped it is never edited; what it does stands under tests/data/language/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ivr.issue import Issue, error
from ivr.source_tree import Scalar, Table

Migration = Callable[[Table], Table]

KEY = "language_version"
MIGRATIONS: tuple[Migration, ...] = ()
"""The first leads from version 1 to 2, and so on."""
LANGUAGE_VERSION = len(MIGRATIONS) + 1


def current(table: Table, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Table | None, tuple[Issue, ...]]:
    """A flow file in today's language; None, and why, where that cannot be."""
    newest = len(migrations) + 1
    written = table.entries.get(KEY)
    if written is None:
        return None, (error(table.mark, f"'{KEY}' is missing; write '{KEY}: {newest}' under the flow's name"),)
    version = written.value if isinstance(written, Scalar) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return None, (error(written.mark, f"'{KEY}' is a number from 1 to {newest}"),)
    if version > newest:
        text = f"{KEY} {version} is newer than this engine, which reads up to {newest}; a newer engine is needed"
        return None, (error(written.mark, text),)
    for migrate in migrations[version - 1 :]:
        table = migrate(table)
    return _stamped(table, newest), ()


def _stamped(table: Table, version: int) -> Table:
    mark = table.entries[KEY].mark
    return Table({**table.entries, KEY: Scalar(version, str(version), mark)}, table.keys, table.mark)
