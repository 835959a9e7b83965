import pytest
from sqlalchemy import select

from casework import notifications
from casework.models import cases
from casework.notifications import Notifications
from casework.office import Office
from runtime import outbox
from runtime.i18n import MissingText
from runtime.models import outbox as waiting
from tests.integration.casework.filing import CATALOGUE, NIK, file

ADDRESS = "https://layanan.example/status"


@pytest.fixture
def sent(database, clock):
    """`sent()` delivers what is due; the messages since then."""
    carrier: list[tuple[str, str]] = []
    office = Office(status_page=ADDRESS)
    notify = Notifications(database, lambda to, text: carrier.append((to, text)), office, CATALOGUE)

    def deliver():
        carrier.clear()
        outbox.deliver_due(database, clock, {"notify_citizen": notify, "deliver_case": lambda payload: None})
        return list(carrier)

    return deliver


def case_of(conn, clock, **changes):
    filed = file(conn, clock, **changes)
    return dict(conn.execute(select(cases).where(cases.c.id == filed.case_id)).mappings().one())


def put(database, clock, case, *transitions):
    for transition in transitions:
        with database.begin() as conn:
            notifications.put(conn, clock.now(), case, transition)
        clock.advance(60)


def test_a_change_is_told_once_in_the_language_of_the_case_without_personal_values(database, clock, sent):
    with database.begin() as conn:
        case = case_of(conn, clock, language="en")
    put(database, clock, case, "accept", "accept", "deliver")
    with database.read() as conn:
        left = repr(conn.execute(select(waiting.c.key, waiting.c.payload)).all())
    assert "812345" not in left and NIK not in left
    assert sent() == [("+6281234567890", f"26-0001-7: the agency is working on it. {ADDRESS}")]
    put(database, clock, case, "accept")
    assert sent() == []


def test_what_asks_something_of_the_citizen_is_told_each_time(database, clock, sent):
    with database.begin() as conn:
        case = case_of(conn, clock)
    put(database, clock, case, "request_documents", "receive_documents", "request_documents")
    assert [text.split(":")[1][:20] for _, text in sent()] == [
        " masih ada yang perl",
        " kelengkapan Anda su",
        " masih ada yang perl",
    ]


@pytest.mark.parametrize("phone", [None, "", "+62215001112"])
def test_who_left_no_mobile_number_gets_nothing(database, clock, sent, phone):
    with database.begin() as conn:
        case = case_of(conn, clock, phone=phone)
    put(database, clock, case, "accept", "finish")
    assert sent() == []


def test_a_number_taken_away_before_it_is_sent_gets_nothing(database, clock, sent):
    with database.begin() as conn:
        case = case_of(conn, clock)
    put(database, clock, case, "finish")
    with database.begin() as conn:
        conn.execute(cases.update().values(phone=None))
    assert sent() == []


def test_nothing_is_left_of_a_change_that_is_taken_back(database, clock, sent):
    with database.begin() as conn:
        case = case_of(conn, clock)
    with pytest.raises(RuntimeError), database.begin() as conn:
        notifications.put(conn, clock.now(), case, "finish")
        raise RuntimeError
    assert sent() == []


def test_a_change_without_words_is_a_fault_of_the_house(database, clock):
    with database.begin() as conn, pytest.raises(MissingText):
        notifications.put(conn, clock.now(), case_of(conn, clock), "vanish")
