from datetime import date

import pytest
from sqlalchemy import event

from casework import documents
from casework.changes import change
from casework.models import cases
from casework.public_status import public_status
from tests.integration.casework.filing import CATALOGUE, NIK, NOW, SLOTS, file

WRONG = "2600999"


def look(conn, reference, digits="7890", language="en"):
    return public_status(conn, NOW, reference, digits, language, CATALOGUE)


def test_who_knows_reference_and_ending_reads_how_the_case_stands_and_nothing_personal(database, clock):
    with database.begin() as conn:
        filed = file(conn, clock)
        shown = look(conn, filed.reference)
    assert shown.reference.replace("-", "") == filed.reference
    assert shown.service_name == "Replacement of a lost or damaged identity card"
    assert [step.label for step in shown.history] == ["received and on its way to the agency"]
    assert shown.since == shown.history[0].at == clock.now()
    assert [owed.label for owed in shown.owed] == ["Number of the police report", "Date of the police report"]
    assert shown.owed[0].until is None
    assert any(place.startswith("Public Service Mall, 45 Merdeka Street (") for place in shown.owed[0].places)
    assert not [secret for secret in (NIK, "1990-08-17", "81234567890") if secret in repr(shown)]


def test_the_history_tells_each_state_and_the_end_of_a_case_owes_nothing(database, clock):
    with database.begin() as conn:
        case_id, reference = (filed := file(conn, clock)).case_id, filed.reference
        conn.execute(cases.update().values(due_at=clock.now()))
        for transition in ("deliver", "accept", "advance"):
            clock.advance(3600)
            change(conn, clock.now(), case_id, transition, actor=None, reason="Nomor 3328011708900001")
        working = look(conn, reference)
        change(conn, clock.now(), case_id, "finish", actor=None)
        finished = look(conn, reference)
    labels = ["received and on its way to the agency", "received by the agency", "being worked on"]
    assert [step.label for step in working.history] == labels
    assert (working.since, working.due is None) == (working.history[-1].at, False)
    assert [step.label for step in finished.history] == [*labels, "finished"]
    assert (finished.owed, finished.due) == ((), None)
    assert "3328011708900001" not in repr(finished)


def test_what_an_officer_asks_for_is_owed_until_a_day_and_at_a_place(database, clock):
    with database.begin() as conn:
        filed = file(conn, clock, slots={**SLOTS, "alasan": "rusak"})
        change(conn, clock.now(), filed.case_id, "deliver", actor=None)
        wanted = {"foto": {"id": "Foto terbaru", "en": "A recent photograph"}}
        given = {"actor": "officer", "until": date(2026, 12, 1), "where": ["mpp", "gone"]}
        documents.request(conn, clock.now(), filed.case_id, wanted, **given)
        (owed,) = look(conn, filed.reference).owed
    assert (owed.label, owed.until, len(owed.places)) == ("A recent photograph", date(2026, 12, 1), 1)


def test_a_secret_report_is_not_shown(database, clock):
    with database.begin() as conn:
        reference = file(conn, clock).reference
        conn.execute(cases.update().values(secret=True))
        assert look(conn, reference) is None


@pytest.mark.parametrize(("phone", "digits"), [("+6281234567890", "7891"), (None, "7890"), (None, "----"), ("", "")])
def test_another_ending_or_a_case_without_a_number_is_no_case(database, clock, phone, digits):
    with database.begin() as conn:
        assert look(conn, file(conn, clock, phone=phone).reference, digits) is None


def test_no_case_costs_the_database_as_much_as_a_wrong_ending(database, clock):
    with database.begin() as conn:
        reference = file(conn, clock).reference
        conn.execute(cases.update().values(phone="+6281234567890"))
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    seen = []
    for number, digits in ((WRONG, "7890"), (reference, "0000")):
        asked.clear()
        with database.read() as conn:
            assert look(conn, number, digits) is None
        seen.append(list(asked))
    assert seen[0] == seen[1] != []
