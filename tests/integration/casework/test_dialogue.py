"""What a call flow wants of casework, and what it is told."""

import pytest
from sqlalchemy import select

from casework.dialogue import CaseEffects
from casework.models import cases
from casework.status import of_call
from ivr.effects import Lookup, RecordConsent, RecordSurvey, SubmitCase
from ivr.session import Session, Wait
from runtime import event_log
from runtime.turn_context import TurnContext
from tests.integration.casework.filing import CATALOGUE, NIK, NOW, SLOTS, file

CALL = "c1"


@pytest.fixture
def woken():
    return []


@pytest.fixture
def effects(clock, woken):
    return CaseEffects(CATALOGUE, clock.new_id, lambda conn, call: "+6281234567890", lambda: woken.append(True))


def context(conn, language="id", wait=3):
    session = Session("hotline", "r1", language=language, wait=Wait(wait, "submit"))
    return TurnContext(conn, CALL, session, NOW, [])


@pytest.mark.parametrize(("level", "verified"), [(0, False), (1, False), (2, True)])
def test_a_case_of_a_caller_who_is_known_well_enough_is_verified(database, effects, level, verified):
    with database.begin() as conn:
        effects.submit(context(conn), SubmitCase("DUK-02", "application", SLOTS, verified=level))
        assert conn.execute(select(cases.c.identity_verified)).scalar_one() is verified


def test_a_case_is_filed_for_the_caller_and_the_flow_hears_its_reference(database, effects, woken):
    with database.begin() as conn:
        turn = context(conn)
        answer = effects.submit(turn, SubmitCase("DUK-02", "application", SLOTS))
    assert answer.result == "done" and answer.reference.startswith("260001")
    assert answer.value["state_label"].startswith("sudah kami terima")
    assert not woken, "nobody is woken before the commit"
    for follow in turn.after_commit:
        follow()
    assert woken
    with database.read() as conn:
        row = conn.execute(select(cases)).mappings().one()
    assert (row["call_id"], row["actor"], row["channel"], row["phone"]) == (CALL, None, "phone", "+6281234567890")


def test_the_same_wait_files_once_and_the_next_request_files_again(database, effects):
    wanted = SubmitCase("DUK-02", "application", SLOTS)
    with database.begin() as conn:
        first = effects.submit(context(conn), wanted)
        again = effects.submit(context(conn), wanted)
        later = effects.submit(context(conn, wait=9), wanted)
        assert (again.result, again.reference) == ("already_filed", first.reference)
        assert later.result == "done"
        assert len(of_call(conn, CALL, "id")) == 2


def test_what_cannot_be_filed_is_a_failure_that_names_no_answer(database, effects):
    with database.begin() as conn:
        wrong = SLOTS | {"nik": NIK[:-1]}
        assert effects.submit(context(conn), SubmitCase("DUK-02", "application", wrong)).result == "failed"
        assert of_call(conn, CALL, "id") == []
        (entry,) = event_log.of_call(conn, CALL)
    assert entry.data == {"fields": ["nik"]}


def test_a_complaint_in_the_callers_own_voice_goes_to_the_agency_for_complaints(database, effects):
    with database.begin() as conn:
        wanted = SubmitCase(None, "complaint", {"words": {"recording": "RE1"}})
        assert effects.submit(context(conn), wanted).result == "done"
        row = conn.execute(select(cases)).mappings().one()
    assert (row["agency"], row["kind"], row["slots"]) == ("KOM", "complaint", {"words": {"recording": "RE1"}})


def test_the_next_call_asks_for_the_reference_in_its_own_language(database, effects):
    with database.begin() as conn:
        reference = effects.submit(context(conn), SubmitCase("DUK-02", "application", SLOTS)).reference
        found = effects.look_up(context(conn, "en"), Lookup("case_status", {"reference": reference}))
        wrong = effects.look_up(context(conn, "en"), Lookup("case_status", {"reference": reference[::-1]}))
        nothing = effects.look_up(context(conn, "en"), Lookup("case_status", {}))
    assert found.result == "found"
    assert found.value["service_name"] == "Replacement of a lost or damaged identity card"
    assert found.value["since"] == NOW.isoformat()
    assert wrong.result == nothing.result == "not_found"


def test_consent_and_survey_are_written_down(database, effects):
    with database.begin() as conn:
        effects.record_consent(context(conn), RecordConsent("data_processing", "1", True))
        effects.record_survey(context(conn), RecordSurvey(({"element": "U1", "score": 4},)))
        assert [entry.kind for entry in event_log.of_call(conn, CALL)] == ["consent_recorded", "survey_recorded"]


def history(conn, effects, language="id"):
    calling = Session("hotline", "r1", language=language, variables={"caller": {"calls_this_week": 2}})
    return effects.caller_history(TurnContext(conn, CALL, calling, NOW, []), Lookup("caller_history", {}))


def test_a_caller_hears_what_the_number_filed_last_and_nothing_personal(database, effects, clock):
    with database.begin() as conn:
        for number in range(4):
            file(conn, clock, f"k{number}")
            clock.advance(60)
        file(conn, clock, "other", phone="+6281111111111")
        found = history(conn, effects, "en")
    assert found.result == "found"
    assert [case["reference"][:6] for case in found.value["cases"]] == ["260004", "260003", "260002"]
    assert found.value["last"] == found.value["cases"][0]
    assert found.value["calls_this_week"] == 2
    assert found.value["last"]["service_name"] == CATALOGUE.services["DUK-02"]["name"]["en"]
    assert NIK not in repr(found.value) and "81234567890" not in repr(found.value)


def test_a_number_that_filed_nothing_and_a_withheld_one_have_no_history(database, effects, clock):
    with database.begin() as conn:
        file(conn, clock, "k1", phone=None)
        file(conn, clock, "k2", phone="+6281111111111")
        assert history(conn, effects).result == "not_found"
        hidden = CaseEffects(CATALOGUE, clock.new_id, lambda conn, call: "", lambda: None)
        assert history(conn, hidden).result == "not_found"
