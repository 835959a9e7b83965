"""One case to its agency: the taker of the outbox kind `deliver_case`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from casework import appointments
from casework.cases import delivery_key
from casework.changes import NotAllowed, UnknownCase, change
from casework.delivery.way import NotSetUp, Unreachable, Way
from casework.delivery.ways import FOLDER
from casework.handover import handover
from casework.models import cases
from casework.states import MACHINES
from runtime import event_log, outbox
from runtime.clock import Clock
from runtime.db import Database

REST = timedelta(seconds=30)
"""So long nobody else's case waits for an agency that has just let one run into its time-out."""
LONGEST_TOLD = 200


class CaseDelivery:
    """Takes the outbox payload `{"case_id"}`, with `key` when it is not the case's first delivery. The same payload again has no other effect: each way bears it, and the case
    is marked once; withdrawn before it was delivered, it stays here. `agencies` gives the catalogue's; a case of an agency that is not there goes to a folder.

    Raises what the way raises, or UnknownCase.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        agencies: Callable[[], Mapping[str, Mapping[str, Any]]],
        ways: Mapping[str, Way],
    ) -> None:
        self._database, self._clock, self._agencies, self._ways = database, clock, agencies, ways
        self._resting: dict[str, datetime] = {}

    def __call__(self, payload: Mapping[str, Any]) -> None:
        case = self._case(str(payload["case_id"]))
        if case["delivered_at"] is None and case["state"] in MACHINES[case["kind"]].ends:
            return
        try:
            self._send(case, str(payload.get("key", delivery_key(case["id"]))))
        except Exception as error:
            self._log_failure(case, error)
            raise
        self._mark(case)

    def _case(self, case_id: str) -> Mapping[str, Any]:
        with self._database.read() as conn:
            row = conn.execute(select(cases).where(cases.c.id == case_id)).mappings().first()
        if row is None:
            raise UnknownCase(case_id)
        return dict(row)

    def _send(self, case: Mapping[str, Any], key: str) -> None:
        code, now = case["agency"], self._clock.now()
        if now < self._resting.get(code, now):
            raise outbox.NotNow("not tried: the agency has just not answered", int(REST.total_seconds()))
        agency = self._agencies().get(code, {"code": code})
        way = self._ways[agency.get("delivery", {}).get("kind", FOLDER)]
        try:
            way.send(agency, handover(case), key)
        except Unreachable:
            self._resting[code] = self._clock.now() + REST
            raise

    def _mark(self, case: Mapping[str, Any]) -> None:
        """A case that was delivered before, or withdrawn meanwhile, stays as it is. One that has its seat is booked."""
        now = self._clock.now()
        with self._database.begin() as conn, suppress(NotAllowed):
            change(conn, now, case["id"], "deliver", actor=None)
            if "book" in MACHINES[case["kind"]].transitions and appointments.starts_of(conn, case["id"]):
                change(conn, now, case["id"], "book", actor=None)

    def _log_failure(self, case: Mapping[str, Any], error: Exception) -> None:
        told = {"agency": case["agency"], "error": _told(error)}
        now, subject = self._clock.now(), {"call_id": case["call_id"], "case_id": case["id"]}
        with self._database.begin() as conn:
            event_log.append(conn, now, "delivery_failed", **subject, data=told)


def _told(error: Exception) -> str:
    """What may stand in the log: the texts of our own errors name no person."""
    if isinstance(error, outbox.Refused | outbox.NotNow | Unreachable | NotSetUp):
        return str(error)[:LONGEST_TOLD]
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
