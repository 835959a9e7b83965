"""Who may publish what; what is refused; what the audit says. On both databases."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from runtime import accounts
from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, drafts, store
from runtime.flow_versions.people import Person, named
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.refusal import Refused
from runtime.models import flow_audit, flow_revisions
from tests.integration.runtime.conftest import ADMIN, FLOW, MANAGER, publishing
from tests.unit.ivr.house import SERVICES, files

AGENT = Person("budi", "agent")
OTHER = FLOW.replace("Pilih.", "Silakan.")
WRONG = FLOW.replace("goto: ask}", "goto: nowhere}")


def golden(words):
    return {"calls/a.yaml": f'call: a\nat: 2026-11-24T10:00+07:00\nsteps: [{{hear: "{words}"}}]\n'}


@pytest.fixture
def house(database, clock, flows):
    return publishing(database, clock, flows)


@pytest.fixture
def audited(database):
    def audited():
        with database.read() as conn:
            return [(entry.kind, entry.person, entry.why) for entry in reversed(audit.entries(conn))]

    return audited


def refused(act, *arguments, **more):
    with pytest.raises(Refused) as found:
        act(*arguments, **more)
    return found.value


def live(house):
    with house.database.read() as conn:
        return store.revision_at(conn)


def test_who_when_and_why_is_written_down(house, database, clock):
    before, now = live(house), clock.now()
    published = house.publish(files(OTHER), Order(MANAGER, "  shorter\n greeting "))
    with database.read() as conn:
        entry = audit.last_move(conn)
    assert (entry.kind, entry.alias, entry.person, entry.why, entry.at) == (
        "published",
        "live",
        "wati",
        "shorter greeting",
        now,
    )
    assert (entry.moved_from, entry.revision) == (before, published.revision) == (before, live(house))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Order(AGENT, "why"), "may_not"),
        (Order(Person("x", "supervisor"), "why"), "may_not"),
        (Order(MANAGER, " \n"), "why"),
        (Order(MANAGER, "why", "Live!"), "alias"),
        (Order(MANAGER, "why", override="it is fine"), "may_not"),
    ],
)
def test_what_may_not_be_ordered_changes_nothing(house, audited, order, code):
    before = audited()
    assert refused(house.publish, files(OTHER), order).code == code
    assert audited() == before


def test_failing_golden_calls_refuse_and_are_named(house):
    problem = refused(house.publish, files(OTHER, **golden("Selamat siang")), Order(ADMIN, "why"))
    assert problem.code == "golden_calls"
    assert [issue.file for issue in problem.issues] == ["calls/a.yaml"]
    assert house.publish(files(OTHER, **golden("Silakan.")), Order(MANAGER, "why")).moved


def test_an_admin_overrides_failing_golden_calls_with_a_reason(house, audited):
    house.publish(files(OTHER, **golden("Selamat siang")), Order(ADMIN, "why", override="the test is wrong"))
    assert audited()[-2:] == [
        ("overridden", "dewi", "the test is wrong [1 fail: a]"),
        ("published", "dewi", "why"),
    ]


def test_an_override_that_was_not_needed_is_none(house, audited):
    house.publish(files(OTHER), Order(ADMIN, "why", override="to be sure"))
    assert [kind for kind, *_ in audited()] == ["published", "published"]


def test_errors_cannot_be_overridden(house):
    assert refused(house.publish, files(WRONG), Order(ADMIN, "why", override="now")).code == "errors"


def test_golden_calls_are_kept_with_a_revision_and_are_no_part_of_its_name(house, database):
    first = house.publish(files(OTHER, **golden("Silakan.")), Order(MANAGER, "why"))
    second = house.publish(files(OTHER, **golden("lanjut")), Order(ADMIN, "why", override="other proof"))
    assert first.revision == second.revision and second.moved
    with database.read() as conn:
        newest = store.sources_of(conn, first.revision, audit.golden_calls_of(conn, first.revision))
        older = [entry.golden_calls for entry in audit.entries(conn) if entry.golden_calls][-1]
        assert newest.golden_calls == golden("lanjut")
        assert store.sources_of(conn, first.revision, older).golden_calls == golden("Silakan.")


def test_a_test_alias_takes_failing_golden_calls_but_no_errors_and_leaves_live_alone(house, database):
    before = live(house)
    published = house.publish(files(OTHER, **golden("nothing")), Order(MANAGER, "to phone it", "test"))
    assert len(published.judged.failed) == 1
    assert refused(house.publish, files(WRONG), Order(MANAGER, "why", "test")).code == "errors"
    with database.read() as conn:
        assert store.aliases(conn) == {"live": before, "test": published.revision}


def test_roll_back_puts_the_very_revision_back(house, audited):
    first = live(house)
    second = house.publish(files(OTHER), Order(MANAGER, "why")).revision
    house.roll_back(first, MANAGER, "callers were lost")
    assert live(house) == house.flows.live().revision == first
    assert audited()[-1] == ("rolled_back", "wati", "callers were lost")
    house.roll_back(second, MANAGER, "and forth")
    assert live(house) == second


@pytest.mark.parametrize(
    ("revision", "person", "why", "code"),
    [
        ("live", MANAGER, "why", "live_already"),
        ("first", AGENT, "why", "may_not"),
        ("first", MANAGER, "", "why"),
        ("deadbeef", MANAGER, "why", "unknown"),
        ("imported", ADMIN, "why", "never_live"),
        ("tested", ADMIN, "why", "never_live"),
    ],
)
def test_what_cannot_be_rolled_back_to_is_refused(house, revision, person, why, code):
    names = {"first": live(house), "live": house.publish(files(OTHER), Order(MANAGER, "why")).revision}
    names["imported"] = house.bring_in(files(FLOW.replace("Pilih.", "A.")), MANAGER, "why").revision
    names["tested"] = house.publish(files(FLOW.replace("Pilih.", "B.")), Order(MANAGER, "why", "test")).revision
    assert refused(house.roll_back, names.get(revision, revision), person, why).code == code
    assert live(house) == names["live"]


def test_a_revision_that_this_version_cannot_read_is_not_rolled_back_to(house, database):
    first = live(house)
    second = house.publish(files(OTHER), Order(MANAGER, "why")).revision
    newer = {"files": files(FLOW.replace("language_version: 1", "language_version: 99"))}
    with database.begin() as conn:
        values = {"sources": {**newer, "services": {}, "agencies": {}}}
        conn.execute(update(flow_revisions).where(flow_revisions.c.revision == first).values(values))
    problem = refused(house.roll_back, first, MANAGER, "why")
    assert problem.code == "errors"
    assert "language_version" in problem.issues[0].text
    assert live(house) == second


def test_what_is_imported_is_kept_and_answers_nothing(house, audited):
    before = live(house)
    judged = house.bring_in(files(OTHER, **golden("nothing")), MANAGER, "from git")
    assert len(judged.failed) == 1
    assert live(house) == before
    assert audited()[-1] == ("imported", "wati", "from git")
    assert house.flows.pinned(judged.revision).revision == judged.revision
    assert refused(house.bring_in, files(WRONG), MANAGER, "why").code == "errors"


@pytest.mark.parametrize("statement", [update(flow_audit).values(why="nothing"), delete(flow_audit)])
def test_the_database_itself_refuses_to_change_the_audit(house, database, statement):
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as conn:
        conn.execute(statement)
    with database.read() as conn:
        assert [entry.why for entry in audit.entries(conn)] == ["the first"]


def test_a_draft_is_a_persons_own_and_knows_what_it_began_from(house, database, clock):
    with database.begin() as conn:
        drafts.save(conn, clock.now(), MANAGER, files(WRONG))
    began = live(house)
    house.publish(files(OTHER), Order(ADMIN, "meanwhile"))
    with database.begin() as conn:
        drafts.save(conn, clock.now(), MANAGER, files(FLOW.replace("Lagi?", "Terus?")))
        assert drafts.read(conn, MANAGER).base == began
        assert drafts.read(conn, MANAGER).files["hotline.yaml"].count("Terus?") == 1
        assert drafts.read(conn, ADMIN) is None
        assert drafts.discard(conn, MANAGER) and not drafts.discard(conn, MANAGER)
        assert refused(drafts.save, conn, clock.now(), AGENT, files(FLOW)).code == "may_not"
        assert refused(drafts.save, conn, clock.now(), MANAGER, files(FLOW), "deadbeef").code == "unknown"
        assert refused(drafts.save, conn, clock.now(), MANAGER, {"a.yaml": "x" * 21_000_000}).code == "too_large"


def test_a_published_draft_is_over(house, database, clock):
    with database.begin() as conn:
        drafts.save(conn, clock.now(), MANAGER, files(OTHER))
    assert drafts.publish(house, MANAGER, "why").revision == live(house)
    with database.read() as conn:
        assert drafts.read(conn, MANAGER) is None
    assert refused(drafts.publish, house, MANAGER, "why").code == "unknown"


def test_a_draft_that_began_from_what_is_no_longer_live_is_refused_with_what_others_changed(house, database, clock):
    with database.begin() as conn:
        drafts.save(conn, clock.now(), MANAGER, files(FLOW.replace("Lagi?", "Terus?")))
    house.publish(files(OTHER), Order(ADMIN, "meanwhile"))
    problem = refused(drafts.publish, house, MANAGER, "why")
    assert problem.code == "stale"
    assert [(c.place, c.what, c.node, c.before, c.after) for c in problem.changes] == [
        ("hotline", "prompt", "first", "Pilih.", "Silakan.")
    ]
    with database.read() as conn:
        assert drafts.read(conn, MANAGER) is not None
    assert drafts.publish(house, MANAGER, "all the same", force=True).moved


def test_new_service_definitions_beneath_the_same_flows_make_no_draft_stale(house, database, clock, flows):
    with database.begin() as conn:
        drafts.save(conn, clock.now(), MANAGER, files(OTHER))
    today = {**SERVICES, "DUK-02": {**SERVICES["DUK-02"], "utterances": {}}}
    publishing(database, clock, flows, today).publish(files(FLOW), Order(ADMIN, "definitions"))
    assert drafts.publish(house, MANAGER, "why").moved


def test_two_who_publish_at_once_move_the_alias_one_after_the_other(database, clock, flows, house, at_once):
    first = live(house)
    texts = [FLOW.replace("Pilih.", f"Pilih {number}.") for number in range(6)]
    houses = [publishing(database, clock, FlowStore(database, clock)) for _ in texts]
    at_once(6, lambda n: houses[n].publish(files(texts[n]), Order(MANAGER, f"number {n}")))
    with database.read() as conn:
        entries = list(reversed(audit.entries(conn)))[1:]
    assert {entry.why for entry in entries} == {f"number {n}" for n in range(6)}
    assert [entry.moved_from for entry in entries] == [first, *(entry.revision for entry in entries[:-1])]
    assert live(house) == entries[-1].revision


def test_of_two_drafts_of_one_base_that_are_published_at_once_one_is_stale(database, clock, flows, at_once):
    people = [MANAGER, ADMIN]
    with database.begin() as conn:
        for number, person in enumerate(people):
            drafts.save(conn, clock.now(), person, files(FLOW.replace("Pilih.", f"Pilih {number}.")))

    def publish(number):
        try:
            drafts.publish(publishing(database, clock), people[number], "why")
        except Refused as refusal:
            return refusal.code
        return "published"

    assert sorted(at_once(2, publish)) == ["published", "stale"]


def test_two_who_publish_the_same_at_once_move_it_once(database, clock, flows, at_once):
    results = at_once(4, lambda _: publishing(database, clock).publish(files(OTHER), Order(MANAGER, "why")).moved)
    assert sorted(results) == [False, False, False, True]
    with database.read() as conn:
        kept = conn.execute(select(flow_revisions.c.revision)).scalars().all()
    assert len(kept) == 2


def test_a_name_is_an_account_that_is_there_or_a_terminal(database, clock):
    with database.begin() as conn:
        accounts.add(conn, clock.now(), "wati", "secret-secret", "manager", "Wati")
        accounts.add(conn, clock.now(), "gone", "secret-secret", "admin", "Gone")
        conn.execute(update(accounts.accounts).where(accounts.accounts.c.username == "gone").values(disabled=True))
        assert named(conn, "Wati") == Person("wati", "manager")
        assert named(conn, "root@terminal").role == "admin"
        assert refused(named, conn, "gone").code == refused(named, conn, "nobody").code == "may_not"
