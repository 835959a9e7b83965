import pytest
from sqlalchemy import select

from casework import survey
from casework.models import survey_answers
from runtime import event_log


def answers(conn):
    return dict(conn.execute(select(survey_answers.c.element, survey_answers.c.score)).all())


def test_answers_are_kept_once_for_each_call_and_element(database, clock):
    with database.begin() as conn:
        survey.record(conn, clock.now(), "c1", [{"element": "U3", "score": 4}, {"element": "U7", "score": None}])
    with database.begin() as conn:
        survey.record(conn, clock.now(), "c1", [{"element": "U3", "score": 2}])
        assert answers(conn) == {"U3": 2, "U7": None}
        assert [entry.kind for entry in event_log.of_call(conn, "c1")] == ["survey_recorded"] * 2


@pytest.mark.parametrize("answer", [{"element": "U1", "score": 5}, {"element": "U1", "score": 0}, {"element": ""}])
def test_an_answer_off_the_scale_is_refused(database, clock, answer):
    with database.begin() as conn, pytest.raises(ValueError, match="1 to 4"):
        survey.record(conn, clock.now(), "c1", [answer])
