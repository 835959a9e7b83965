"""Cases posted to an agency's service and mailed to an agency's box: real servers on loopback."""

import hmac
import json
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest

from casework.delivery.deliver import CaseDelivery
from casework.delivery.folder import FolderWay
from casework.delivery.mail import MailWay
from casework.delivery.way import NotSetUp, Unreachable
from casework.delivery.web import WebWay
from casework.handover import handover
from runtime import dead_letters, event_log, outbox
from runtime.clock import FrozenClock
from runtime.connectors.client import Client
from runtime.connectors.hosts import read_hosts
from runtime.mail_server import MailServer
from tests.fixtures.mail_service import PASSWORD, USER
from tests.fixtures.web_service import reply
from tests.integration.casework.filing import NIK, NOW, file

KEY = "deliver_case:" + "0" * 32
SECRET = "a secret of the test"
DOCUMENT = {
    "reference": "26-0042-7",
    "service": {"code": "DUK-02", "name": {"id": "Penggantian KTP", "en": "Replacement of a card"}},
    "filed": {"at": "2026-11-24T03:00:00+00:00"},
    "slots": {"nik": NIK},
}


def web_way(hosts, timeout_s=5.0):
    return WebWay(Client(read_hosts(hosts), setting="AGENCY_HOSTS"), {"duk": SECRET}, FrozenClock(NOW), timeout_s)


def agency(address, code="DUK", kind="http"):
    return {"code": code, "delivery": {"kind": kind, "address": address}}


def answers(status, **headers):
    return {"/in": lambda request: reply(request, status, b"{}", **headers)}


def post(service, **changes):
    web_way(f"private+{service.base}", **changes).send(agency(f"{service.base}/in"), DOCUMENT, KEY)


def test_the_service_gets_the_signed_case_with_its_key(web_service):
    service = web_service(behaviours=answers(202))
    post(service)
    (asked,) = service.asked
    timestamp = asked.headers["Hotline-Timestamp"]
    expected = hmac.new(SECRET.encode(), timestamp.encode() + b"." + asked.body, sha256).hexdigest()
    assert (asked.method, json.loads(asked.body)) == ("POST", DOCUMENT)
    assert int(timestamp) == int(NOW.timestamp())
    assert asked.headers["Hotline-Signature"] == f"v1={expected}"
    assert asked.headers["Idempotency-Key"] == KEY


@pytest.mark.parametrize(
    ("status", "headers", "error", "wait_s"),
    [
        (400, {}, outbox.Refused, None),
        (401, {}, outbox.Refused, None),
        (422, {}, outbox.Refused, None),
        (302, {"Location": "/elsewhere"}, outbox.Refused, None),
        (408, {}, outbox.NotNow, 0),
        (429, {"Retry_After": "120"}, outbox.NotNow, 120),
        (503, {"Retry_After": format_datetime(NOW + timedelta(seconds=60))}, outbox.NotNow, 60),
        (503, {"Retry_After": "soon"}, outbox.NotNow, 0),
        (500, {"Retry_After": "9"}, outbox.NotNow, 0),
    ],
)
def test_what_an_answer_means(web_service, status, headers, error, wait_s):
    service = web_service(behaviours=answers(status, **headers))
    with pytest.raises(error) as raised:
        post(service)
    assert getattr(raised.value, "wait_s", None) == wait_s
    assert NIK not in str(raised.value)
    assert [asked.path for asked in service.asked] == ["/in"], "a redirect is not followed"


def test_a_service_that_does_not_answer_or_is_not_there(web_service):
    service = web_service()
    service.gate.clear()
    with pytest.raises(Unreachable, match="no answer in time"):
        post(service, timeout_s=0.2)
    service.close()
    with pytest.raises(Unreachable):
        post(service)


@pytest.mark.parametrize(
    ("hosts", "address", "told"),
    [
        ("cases.example.org", "https://other.example.org/in", "not in AGENCY_HOSTS"),
        ("cases.example.org", "https://cases.example.org:8443/in", "not in AGENCY_HOSTS"),
        ("https://10.0.0.5", "https://10.0.0.5/in", "private network"),
        ("http://localhost:9", "http://localhost:9/in", "private network"),
    ],
)
def test_only_listed_hosts_are_called_and_none_inside_unless_that_is_meant(hosts, address, told):
    with pytest.raises(NotSetUp, match=told):
        web_way(hosts).send(agency(address), DOCUMENT, KEY)


def test_no_case_leaves_unsigned(web_service):
    service = web_service()
    with pytest.raises(NotSetUp, match="AGENCY_SECRET_KOM is not set"):
        web_way(f"private+{service.base}").send(agency(service.base, "KOM"), DOCUMENT, KEY)
    assert service.asked == []


class Elsewhere(MailServer):
    """As if the server stood on another machine."""

    on_this_machine = False


def mail(service, way=MailServer, host="127.0.0.1", trust=None, user="", document=DOCUMENT, at_once=False):
    server = way(host, service.port, user, PASSWORD if user else "", at_once)
    MailWay(server, "hotline@example.org", trust, 5.0).send(agency("box@dinas.example", kind="email"), document, KEY)


def test_the_box_gets_a_letter_with_the_case_attached_and_its_second_copy_has_the_same_id(mail_service):
    service = mail_service()
    mail(service)
    mail(service)
    first, second = service.taken
    assert service.recipients == [["box@dinas.example"]] * 2
    assert first["Message-ID"] == second["Message-ID"] == f"<deliver_case.{'0' * 32}@example.org>"
    assert (first["Subject"], first["From"]) == ("26-0042-7: Penggantian KTP", "hotline@example.org")
    (attached,) = first.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("2600427.json", "application/json")
    assert json.loads(attached.get_content()) == DOCUMENT
    text = first.get_body().get_content()
    assert "26-0042-7" in text and NIK not in text


def test_a_name_with_a_line_break_makes_no_header_of_its_own(mail_service):
    service = mail_service()
    names = {"id": "KTP\r\nBcc: thief@example.net", "en": "card"}
    mail(service, document={**DOCUMENT, "service": {"code": "X", "name": names}})
    assert service.taken[0]["Bcc"] is None
    assert service.recipients == [["box@dinas.example"]]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not know that it is spoken to by TLS
@pytest.mark.parametrize("at_once", [True, False])
def test_letters_travel_encrypted_with_the_operators_login(mail_service, mail_certificate, at_once):
    certificate, trust = mail_certificate
    service = mail_service(certificate=certificate, at_once=at_once, login=True)
    mail(service, Elsewhere, "localhost", trust, USER, at_once=at_once)
    assert len(service.taken) == 1


def test_nothing_is_sent_to_a_server_without_encryption_or_with_a_strangers_certificate(mail_service, mail_certificate):
    plain, strange = mail_service(), mail_service(certificate=mail_certificate[0])
    with pytest.raises(Unreachable, match="SMTPNotSupportedError"):
        mail(plain, Elsewhere)
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        mail(strange, Elsewhere, "localhost")
    assert plain.taken == strange.taken == []


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ({"RCPT": "550 no such box"}, outbox.Refused),
        ({"RCPT": "450 come again"}, outbox.NotNow),
        ({"DATA": "554 not wanted"}, outbox.Refused),
        ({"DATA": "451 come again"}, outbox.NotNow),
    ],
)
def test_what_the_mail_server_says(mail_service, replies, error):
    with pytest.raises(error, match=r"SMTP status \d{3}"):
        mail(mail_service(replies=replies))


def test_a_mail_server_that_is_not_there_or_not_named(mail_service):
    service = mail_service()
    service.close()
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1: ConnectionRefusedError"):
        mail(service)
    with pytest.raises(NotSetUp, match="SMTP_URL or MAIL_FROM"):
        MailWay(None, None).send(agency("box@dinas.example", kind="email"), DOCUMENT, KEY)


@pytest.fixture
def through(database, clock, tmp_path):
    """`through(service, timeout_s)`: deliver what is due, cases of DUK by that service."""

    def made(service, timeout_s=5.0):
        ways = {"http": web_way(f"private+{service.base}", timeout_s), "folder": FolderWay(tmp_path)}
        taker = CaseDelivery(database, clock, lambda: {"DUK": agency(f"{service.base}/in")}, ways)
        return lambda: outbox.deliver_due(database, clock, {"deliver_case": taker})

    return made


def of_kind(database, kind):
    with database.read() as conn:
        return [entry for entry in event_log.since(conn, 0) if entry.kind == kind]


def test_a_refused_case_waits_for_a_person_who_has_it_sent_again(database, clock, web_service, through):
    service = web_service(behaviours=answers(422))
    deliver = through(service)
    with database.begin() as conn:
        filed = file(conn, clock)
    assert deliver() == 0
    with database.begin() as conn:
        (letter,) = dead_letters.given_up(conn, ("deliver_case",))
        assert letter.case_id == filed.case_id
    assert [entry.data["error"] for entry in of_kind(database, "delivery_failed")] == ["HTTP status 422"]
    assert of_kind(database, "delivery_given_up")[0].case_id == filed.case_id
    service.behaviours = answers(200)
    with database.begin() as conn:
        assert dead_letters.resend(conn, clock.now(), letter.id, "sari")
    assert deliver() == 1
    assert len({asked.headers["Idempotency-Key"] for asked in service.asked}) == 1
    assert len(of_kind(database, "case_changed")) == 1


def test_an_agency_that_does_not_answer_holds_up_nobody_else(database, clock, web_service, through, tmp_path):
    service = web_service()
    service.gate.clear()
    deliver = through(service, 0.1)
    with database.begin() as conn:
        for number in range(3):
            file(conn, clock, key=f"k{number}")
        other = file(conn, clock, key="other", service=None, slots={}, kind="complaint", agency="KOM")
    assert deliver() == 1
    assert len(service.asked) == 1, "the second and third case wait for the agency to recover"
    assert (tmp_path / "KOM" / f"{other.reference}.json").exists()
    service.gate.set()
    clock.advance(31)
    assert deliver() == 3


def test_the_document_is_the_same_by_every_way(database, clock, web_service, through):
    service = web_service()
    with database.begin() as conn:
        filed = file(conn, clock)
    through(service)()
    from casework.models import cases

    with database.read() as conn:
        row = conn.execute(cases.select()).mappings().one()
    assert json.loads(service.asked[0].body) == json.loads(json.dumps(handover(row)))
    assert row["id"] == filed.case_id


def test_the_commands_of_who_is_on_duty(open_house, capsys):
    from deploy import deliveries

    house = open_house()
    with house.parts.database.begin() as conn:
        filed = file(conn, house.clock)

    def refuse(_payload):
        raise outbox.Refused("HTTP status 422")

    outbox.deliver_due(house.parts.database, house.clock, {"deliver_case": refuse})
    assert deliveries.show_given_up(house.settings) == 0
    shown = capsys.readouterr().out
    assert filed.reference in shown.replace("-", "") and "HTTP status 422" in shown and NIK not in shown
    assert deliveries.resend(house.settings, [], everything=True) == 0
    assert deliveries.resend(house.settings, [99], everything=False) == 1
    assert "99: there is no such delivery" in capsys.readouterr().err
    assert deliveries.compare(house.settings, "DUK", send_missing=False) == 1
