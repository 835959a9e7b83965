"""What is planned is published at its time, once, after everything was checked again. On both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from runtime import accounts
from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, schedule, store
from runtime.flow_versions.people import Person
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.refusal import Refused
from tests.integration.runtime.conftest import FLOW, MANAGER, publishing
from tests.unit.ivr.house import SERVICES, files

HOUR = 3600
OTHER = FLOW.replace("Pilih.", "Silakan.")
THIRD = FLOW.replace("Pilih.", "Ketiga.")
GOLDEN = {"calls/a.yaml": 'call: a\nat: 2026-11-24T10:00+07:00\nsteps: [{hear: "Silakan."}]\n'}


@pytest.fixture
def house(database, clock, flows):
    with database.begin() as conn:
        for name, role in (("wati", "manager"), ("dewi", "admin")):
            accounts.add(conn, clock.now(), name, "secret-secret", role, name)
    return publishing(database, clock, flows)


def plan(house, text=OTHER, hours=1, *, force=False, person=MANAGER, override="", **more):
    order = Order(person, "the holiday", override=override)
    return schedule.plan(house, files(text, **more), order, house.clock.now() + timedelta(hours=hours), force=force)


def live(house):
    with house.database.read() as conn:
        return store.revision_at(conn)


def audited(house):
    with house.database.read() as conn:
        return [(entry.kind, entry.why) for entry in reversed(audit.entries(conn))][1:]


def waiting(house):
    with house.database.read() as conn:
        return [planned.id for planned in schedule.waiting(conn)]


def test_it_is_published_at_its_time_and_not_before(house, clock):
    first, planned = live(house), plan(house)
    clock.advance(HOUR - 1)
    assert schedule.carry_out_due(house) == 0
    assert live(house) == first
    clock.advance(1)
    assert schedule.carry_out_due(house) == 1
    assert live(house) == house.flows.live().revision == planned.revision
    assert schedule.carry_out_due(house) == 0
    assert audited(house) == [
        ("scheduled", f"number {planned.id}, for 2026-01-06 04:00 UTC: the holiday"),
        ("published", "the holiday"),
    ]


def test_processes_that_look_at_once_publish_it_once(house, clock, database, at_once):
    plan(house)
    clock.advance(HOUR)
    houses = [publishing(database, clock, FlowStore(database, clock)) for _ in range(6)]
    assert sorted(at_once(6, lambda n: schedule.carry_out_due(houses[n]))) == [0, 0, 0, 0, 0, 1]
    assert [kind for kind, _ in audited(house)] == ["scheduled", "published"]


def test_a_restart_and_a_clock_that_was_wrong_lose_and_repeat_nothing(house, clock, database):
    first, planned = live(house), plan(house)
    clock.advance(-3 * HOUR)
    restarted = publishing(database, clock, FlowStore(database, clock))
    assert schedule.carry_out_due(restarted) == 0 and live(house) == first
    clock.advance(30 * HOUR)
    assert schedule.carry_out_due(restarted) == 1 and live(house) == planned.revision
    clock.advance(-29 * HOUR)
    assert schedule.carry_out_due(restarted) == 0
    clock.advance(29 * HOUR)
    assert schedule.carry_out_due(restarted) == 0
    assert [kind for kind, _ in audited(house)] == ["scheduled", "published"]


def test_what_is_cancelled_does_not_happen(house, clock):
    first, planned = live(house), plan(house)
    with pytest.raises(Refused) as found:
        schedule.cancel(house, planned.id, Person("budi", "agent"), "why")
    assert found.value.code == "may_not"
    schedule.cancel(house, planned.id, MANAGER, "no holiday")
    clock.advance(HOUR)
    assert schedule.carry_out_due(house) == 0 and live(house) == first and waiting(house) == []
    assert audited(house)[-1] == ("cancelled", "no holiday")
    for number, code in ((planned.id, "over"), (99, "unknown")):
        with pytest.raises(Refused) as found:
            schedule.cancel(house, number, MANAGER, "again")
        assert found.value.code == code


@pytest.mark.parametrize(
    ("text", "hours", "code"),
    [(OTHER, 0, "past"), (OTHER, -1, "past"), (FLOW.replace("goto: ask}", "goto: nowhere}"), 1, "errors")],
)
def test_what_cannot_be_planned_is_refused_at_once(house, text, hours, code):
    with pytest.raises(Refused) as found:
        plan(house, text, hours)
    assert found.value.code == code
    assert waiting(house) == [] and audited(house) == []


def test_what_another_published_meanwhile_is_not_overwritten_unless_forced(house, clock):
    plan(house)
    forced = plan(house, hours=2, force=True)
    fix = house.publish(files(THIRD), Order(MANAGER, "a fix")).revision
    clock.advance(HOUR)
    assert schedule.carry_out_due(house) == 0 and live(house) == fix
    assert audited(house)[-1][0] == "refused" and audited(house)[-1][1].startswith("stale: ")
    clock.advance(HOUR)
    assert schedule.carry_out_due(house) == 1 and live(house) == forced.revision


def test_a_plan_builds_on_what_is_planned_before_it(house, clock):
    first = live(house)
    plan(house, hours=1)
    back = plan(house, FLOW, hours=2)
    clock.advance(3 * HOUR)
    assert schedule.carry_out_due(house) == 2
    assert live(house) == back.revision == first


def test_the_right_of_the_person_is_looked_at_again(house, clock, database):
    plan(house)
    with database.begin() as conn:
        conn.execute(update(accounts.accounts).where(accounts.accounts.c.username == "wati").values(role="agent"))
    clock.advance(HOUR)
    assert schedule.carry_out_due(house) == 0
    assert audited(house)[-1] == ("refused", "may_not: wati is agent; a manager may publish flows")


def test_golden_calls_and_definitions_are_those_of_that_day(house, clock, database, flows):
    plan(house, **GOLDEN)
    renamed = SERVICES["DUK-02"]["code"]
    today = {code: service for code, service in SERVICES.items() if code != renamed}
    tomorrow = publishing(database, clock, flows, today)
    clock.advance(HOUR)
    assert schedule.carry_out_due(tomorrow) == 1
    with database.read() as conn:
        assert set(store.sources_of(conn, live(house)).services) == set(today)
        assert store.sources_of(conn, live(house), audit.golden_calls_of(conn, live(house))).golden_calls == GOLDEN


def test_errors_of_that_day_are_told(house, clock, database, flows):
    card = FLOW.replace("\"'X'\"", "\"'DUK-02'\"")
    branch = card.replace("start: first", "start: go").replace(
        "nodes:\n",
        "nodes:\n  go: {menu: {choices: [{key: 1, label: {id: a, en: a}, set: {service: DUK-02}, goto: app}]}}\n  app: {form: {service: \"'DUK-02'\"}, next: bye}\n",
        1,
    )
    plan(house, branch)
    tomorrow = publishing(database, clock, flows, {"DUK-04": SERVICES["DUK-04"]})
    before = live(house)
    clock.advance(HOUR)
    assert schedule.carry_out_due(tomorrow) == 0 and live(house) == before
    kind, why = audited(house)[-1]
    assert kind == "refused" and why.startswith("errors: ") and "DUK-02" in why


def test_a_publication_that_is_due_and_a_roll_back_at_once_come_one_after_the_other(house, clock, database, at_once):
    first = live(house)
    second = house.publish(files(OTHER), Order(MANAGER, "second")).revision
    planned = plan(house, THIRD)
    clock.advance(HOUR)
    houses = [publishing(database, clock, FlowStore(database, clock)) for _ in range(2)]
    acts = (
        lambda: schedule.carry_out_due(houses[0]),
        lambda: houses[1].roll_back(first, MANAGER, "back"),
    )
    at_once(2, lambda n: acts[n]())
    with database.read() as conn:
        moves = [entry for entry in reversed(audit.entries(conn)) if entry.kind in audit.MOVES][2:]
    told = [(entry.kind, entry.moved_from, entry.revision) for entry in moves]
    published_first = [("published", second, planned.revision), ("rolled_back", planned.revision, first)]
    refused_then = [("rolled_back", second, first)]
    assert told in (published_first, refused_then)
    assert live(house) == first
    assert waiting(house) == []


def test_an_override_is_an_admins_on_that_day_too(house, clock, database):
    admin = Person("dewi", "admin")
    plan(house, FLOW.replace("Pilih.", "Empat."), person=admin, override="known", **GOLDEN)
    with database.begin() as conn:
        conn.execute(update(accounts.accounts).where(accounts.accounts.c.username == "dewi").values(role="manager"))
    clock.advance(HOUR)
    assert schedule.carry_out_due(house) == 0
    assert audited(house)[-1][1].startswith("may_not: dewi is manager")
