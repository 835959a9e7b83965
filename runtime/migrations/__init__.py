"""The one Alembic folder of the house. Tables are declared by the rooms that own them; whoever wires them hands them in."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from runtime.db import Database

FOLDER = Path(__file__).parent
# PostgreSQL: processes that start together migrate one after another.
LOCK = 0x1062


def migrate(database: Database, metadata: MetaData) -> None:
    """Bring the database to the newest revision; nothing happens when it is there already.

    Safe when several processes call it at once. All of it happens in one transaction, so a failure leaves the old
    tables as they were. Raises what Alembic or the database raises.
    """
    with database.begin() as connection:
        if database.dialect == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        if current_revision(connection) != newest_revision():
            command.upgrade(config(connection, metadata), "head")


def config(connection: Connection, metadata: MetaData) -> Config:
    """Alembic's configuration for this folder, run on an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.set_main_option("file_template", "%%(rev)s")
    settings.attributes.update(connection=connection, metadata=metadata)
    return settings


def current_revision(connection: Connection) -> str | None:
    """The revision that the database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The last revision of this folder."""
    return ScriptDirectory(str(FOLDER)).get_current_head()
