"""The proof of consent and of what was read back, as the case and its handover carry it."""

import json
from datetime import timedelta

from sqlalchemy import select

from casework import consents
from casework.handover import handover
from casework.models import cases
from runtime import event_log
from tests.integration.casework.filing import NOW, file

CONFIRMED = {
    "node": "check_back",
    "revision": "r1",
    "language": "id",
    "fields": ["nik", "alasan"],
    "said": ["1: NIK: berakhir nol nol satu", "2: alasan: hilang"],
    "at": (NOW + timedelta(seconds=61.5)).isoformat(),
}


def proofs(conn):
    row = dict(conn.execute(select(cases)).mappings().one())
    return row["consent"], row["read_back"], row


def test_a_case_proves_what_was_agreed_to_and_where_it_is_to_be_heard(database, clock):
    with database.begin() as conn:
        event_log.append(conn, NOW, "recording_started", call_id="c1", data={"recording": "RE1"})
        consents.record(conn, NOW + timedelta(seconds=20), "c1", "data_processing", "2", given=True)
        file(conn, clock, read_back=CONFIRMED)
        consent, said, row = proofs(conn)
    assert (consent["version"], consent["recording"], consent["offset_s"]) == ("2", "RE1", 20.0)
    assert (said["recording"], said["offset_s"], said["call_id"]) == ("RE1", 61.5, "c1")
    assert said["said"] == CONFIRMED["said"]
    told = handover(row)
    assert (told["read_back"], told["consent"]) == (said, consent)
    json.dumps(told)


def test_what_was_said_before_the_recording_has_no_place_in_it(database, clock):
    with database.begin() as conn:
        consents.record(conn, NOW, "c1", "data_processing", "2", given=True)
        event_log.append(
            conn, NOW + timedelta(seconds=70), "recording_started", call_id="c1", data={"recording": "RE1"}
        )
        file(conn, clock, read_back=CONFIRMED)
        consent, said, _ = proofs(conn)
    assert "recording" not in consent and "offset_s" not in said


def test_without_a_call_or_a_read_back_there_is_no_proof(database, clock):
    with database.begin() as conn:
        file(conn, clock, call_id=None, read_back=CONFIRMED)
        assert proofs(conn)[1] is None
