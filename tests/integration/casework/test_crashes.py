"""The process is killed at every step of filing and of delivering: one case, one effect at the agency, and no step is left out.

A step is a statement, a commit, a file or a connection that is opened, and the answer. A child dies at its first step, the next
child at its second, and so on, until one lives to the end; a step that is added to the code is a step here.
"""

import os
import signal
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event, select, text

from casework.delivery.deliver import CaseDelivery
from casework.delivery.folder import FolderWay
from casework.delivery.mail import MailWay
from casework.delivery.web import WebWay
from casework.models import cases
from casework.status import delivery, status
from runtime import event_log, outbox
from runtime.clock import FrozenClock
from runtime.connectors.client import Client
from runtime.connectors.hosts import read_hosts
from runtime.db import Database
from runtime.mail_server import MailServer
from tests.fixtures.web_service import reply
from tests.integration.casework.filing import CATALOGUE, NOW, file

SECRET = "a secret of the test"
LEAST_STEPS, MOST_STEPS = 8, 80
PLACES = {"open", "os.rename", "os.mkdir"}


class Clock(FrozenClock):
    """Identities that a child and its parent do not both give."""

    def new_id(self) -> str:
        return uuid4().hex


@pytest.fixture
def clock():
    return Clock(NOW)


def dies_at(step, database, act, place):
    """Whether a child that did `act(its own database)` was killed at that step; False when it came to the end."""
    child = os.fork()
    if child == 0:
        try:
            act(steps_of(Database(database.url.render_as_string(hide_password=False)), step, str(place)))
            os._exit(0)
        finally:
            os._exit(99)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def steps_of(database, step, place):
    left = [step]

    def reached(*_details, **_more):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(name, given):
        if name == "socket.connect" or (name in PLACES and str(given[0]).startswith(place)):
            reached()

    for moment in ("before_cursor_execute", "commit"):
        event.listen(database.engine, moment, reached)
        event.listen(database._readers, moment, reached)
    sys.addaudithook(audited)
    database.reached = reached
    return database


def at_each_step(act):
    """Calls `act(step)` for 1, 2 ... until it says that nobody died any more."""
    for step in range(1, MOST_STEPS):
        if not act(step):
            assert step > LEAST_STEPS, "hardly any step was seen"
            return
    raise AssertionError("it never ends")


def entries(database, case_id):
    with database.read() as conn:
        return [entry.data.get("transition", entry.kind) for entry in event_log.of_case(conn, case_id)]


def test_a_case_is_filed_once_wherever_the_process_dies(database, clock, tmp_path):
    def crash(step):
        key = f"k{step}"

        def act(own):
            with own.begin() as conn:
                file(conn, clock, key=key, call_id=None)
            own.reached()  # committed, and the answer has not left

        died = dies_at(step, database, act, tmp_path)
        with database.begin() as conn:
            filed = file(conn, clock, key=key, call_id=None)
            found = conn.execute(select(cases.c.id).where(cases.c.key == key)).scalars().all()
            assert found == [filed.case_id]
            assert outbox.attempts_of(conn, f"deliver_case:{filed.case_id}").count == 0
        assert entries(database, filed.case_id) == ["case_filed"]
        return died

    at_each_step(crash)


class Folder:
    def __init__(self, place):
        self.place = place
        self.agency = {}
        self.way = FolderWay(place)

    def effects(self, reference):
        return len([path for path in Path(self.place).rglob(f"{reference}.json") if path.is_file()])


class Web:
    def __init__(self, place, web_service):
        self.service = web_service(behaviours={"/in": lambda request: reply(request, 200)})
        address = f"{self.service.base}/in"
        self.agency = {"delivery": {"kind": "http", "address": address}}
        client = Client(read_hosts(f"private+{self.service.base}"))
        self.way = WebWay(client, {"duk": SECRET}, FrozenClock(NOW))

    def effects(self, reference):
        asked = [each for each in self.service.asked if reference in each.body.decode().replace("-", "")]
        return len({each.headers["Idempotency-Key"] for each in asked})


class Mail:
    def __init__(self, place, mail_service):
        self.service = mail_service()
        self.agency = {"delivery": {"kind": "email", "address": "box@dinas.example"}}
        self.way = MailWay(MailServer("127.0.0.1", self.service.port, "", "", False), "hotline@example.org")

    def effects(self, reference):
        letters = [each for each in self.service.taken if reference in each["Subject"].replace("-", "")]
        return len({each["Message-ID"] for each in letters})


@pytest.fixture(params=["folder", "http", "email"])
def there(request, tmp_path):
    """The agency's side, by each way. By mail the steps in the database are those by HTTP: one database shows it."""
    if request.param == "email" and "postgresql" in request.node.name:
        pytest.skip("shown on SQLite")
    if request.param == "folder":
        return Folder(tmp_path / "agencies")
    if request.param == "http":
        return Web(tmp_path, request.getfixturevalue("web_service"))
    return Mail(tmp_path, request.getfixturevalue("mail_service"))


def deliver(database, clock, there):
    kind = there.agency.get("delivery", {}).get("kind", "folder")
    agencies = {"DUK": {"code": "DUK", **there.agency}}
    taker = CaseDelivery(database, clock, lambda: agencies, {kind: there.way})
    return outbox.deliver_due(database, clock, {"deliver_case": taker})


def wait_until_its_locks_are_gone(database):
    """PostgreSQL learns of a process's death from its connection, a moment later."""
    with database.read() as conn:
        while conn.execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar_one():
            conn.execute(text("SELECT pg_sleep(0.01)"))


def reached_its_agency_once(database, clock, filed, there):
    if database.dialect == "postgresql":
        wait_until_its_locks_are_gone(database)
    clock.advance(outbox.FIRST_PAUSE_S)
    deliver(database, clock, there)
    with database.read() as conn:
        assert status(conn, filed.reference, "en", CATALOGUE.agencies)["delivered"]
        assert delivery(conn, filed.reference).delivered_at is not None
    assert there.effects(filed.reference) == 1
    assert entries(database, filed.case_id) == ["case_filed", "deliver"]


def test_a_case_reaches_its_agency_once_wherever_the_process_dies(database, clock, there, tmp_path):
    def crash(step):
        with database.begin() as conn:
            filed = file(conn, clock, key=f"k{step}", call_id=None)
        died = dies_at(step, database, lambda own: deliver(own, clock, there), tmp_path)
        reached_its_agency_once(database, clock, filed, there)
        return died

    at_each_step(crash)


@pytest.mark.parametrize("there", ["http"], indirect=True)
def test_a_process_that_dies_after_it_has_sent_and_before_it_is_answered(database, clock, there, tmp_path):
    """The agency has taken the case; nobody here knows it."""
    with database.begin() as conn:
        filed = file(conn, clock, call_id=None)
    pids = []

    def kill_who_asks(_request):
        os.kill(pids[0], signal.SIGKILL)

    there.service.behaviours["/in"] = kill_who_asks
    there.service.gate.clear()
    pids.append(os.fork())
    if pids[0] == 0:
        try:
            deliver(Database(database.url.render_as_string(hide_password=False)), clock, there)
        finally:
            os._exit(99)
    there.service.gate.set()
    assert os.waitstatus_to_exitcode(os.waitpid(pids[0], 0)[1]) == -signal.SIGKILL
    there.service.behaviours["/in"] = lambda request: reply(request, 200)
    reached_its_agency_once(database, clock, filed, there)
    assert len(there.service.asked) == 2
