"""The sample case: a lost identity card."""

from datetime import UTC, datetime

from casework.cases import file_case
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NIK = "3328011708900001"
SLOTS = {
    "nik": NIK,
    "tanggal_lahir": "1990-08-17",
    "alasan": "hilang",
    "telepon": "081234567890",
    "lokasi_ambil": "mpp",
}
CATALOGUE = Catalogue.load(SERVICES)


def file(conn, clock, key="k1", service="DUK-02", slots=SLOTS, definition=None, **changes):
    given = {
        "kind": "application",
        "call_id": "c1",
        "channel": "phone",
        "actor": "agent1",
        "language": "id",
        "phone": "+6281234567890",
        **changes,
    }
    found = definition or CATALOGUE.services.get(service)
    return file_case(conn, clock.now(), clock.new_id, found, slots, key=key, **given)
