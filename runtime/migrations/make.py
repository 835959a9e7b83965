"""`python -m runtime.migrations.make "what changes"`: write the next revision from what the rooms' models declare."""

import importlib
import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from runtime.db import Database, metadata
from runtime.migrations import FOLDER, config, migrate

ROOT = FOLDER.parent.parent


def declare_tables() -> None:
    """Import the `models` module of every room, wherever it stands in its package."""
    for file in sorted(ROOT.glob("[a-z]*/**/models.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        if (ROOT / parts[0] / "__init__.py").exists() and parts[0] not in ("tests", "var"):
            importlib.import_module(".".join(parts))


def make(message: str) -> None:
    """Compare the declared tables with those that the revisions so far make, and write the difference to versions/."""
    declare_tables()
    number = len(list((FOLDER / "versions").glob("[0-9]*.py"))) + 1
    name = f"{number:04}_{re.sub(r'[^a-z0-9]+', '_', message.lower()).strip('_')}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        migrate(database, metadata)
        with database.begin() as connection:
            command.revision(config(connection, metadata), message, autogenerate=True, rev_id=name)
        database.close()
    _drop_remarks(FOLDER / "versions" / f"{name}.py")


def _drop_remarks(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith("# ###")), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m runtime.migrations.make "what changes"')
    make(sys.argv[1])
