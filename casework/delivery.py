"""Delivery to an agency by a file drop: `<folder>/<agency>/<reference>.json`, whole or not at all."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from casework.changes import UnknownCase
from casework.handover import handover
from casework.models import cases
from casework.states import DELIVERED, SUBMITTED
from runtime import event_log
from runtime.clock import Clock
from runtime.db import Database

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


class FolderDelivery:
    """Takes the outbox payload `{"case_id"}`. The same payload again writes the same file and changes nothing else.

    Raises OSError when the folder cannot be written, UnknownCase, or ValueError for an agency code that is no file name.
    """

    def __init__(self, folder: Path, database: Database, clock: Clock) -> None:
        self._folder, self._database, self._clock = folder, database, clock

    def __call__(self, payload: Mapping[str, Any]) -> None:
        case = self._case(str(payload["case_id"]))
        try:
            self._drop(case)
        except OSError as error:
            self._log_failure(case, error)
            raise
        self._mark(case)

    def _case(self, case_id: str) -> Mapping[str, Any]:
        with self._database.read() as conn:
            row = conn.execute(select(cases).where(cases.c.id == case_id)).mappings().first()
        if row is None:
            raise UnknownCase(case_id)
        return dict(row)

    def _drop(self, case: Mapping[str, Any]) -> None:
        if not _PLAIN_NAME.fullmatch(case["agency"]):
            raise ValueError("the agency's code is no file name")
        folder = self._folder / case["agency"]
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{case['reference']}.json", json.dumps(handover(case), ensure_ascii=False, indent=1))

    def _mark(self, case: Mapping[str, Any]) -> None:
        now = self._clock.now()
        waiting = (cases.c.id == case["id"], cases.c.state == SUBMITTED)
        with self._database.begin() as conn:
            marked = conn.execute(update(cases).where(*waiting).values(state=DELIVERED, delivered_at=now))
            if marked.rowcount == 1:
                event_log.append(conn, now, "case_delivered", call_id=case["call_id"], case_id=case["id"])

    def _log_failure(self, case: Mapping[str, Any], error: OSError) -> None:
        told = {"agency": case["agency"], "error": error.strerror or type(error).__name__}
        with self._database.begin() as conn:
            event_log.append(
                conn, self._clock.now(), "delivery_failed", call_id=case["call_id"], case_id=case["id"], data=told
            )


def write_whole(path: Path, text: str) -> None:
    """Whoever lists the folder sees the whole file or none, also after a power cut. Raises OSError."""
    draft = path.with_name(f".{path.name}.draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
