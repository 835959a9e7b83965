"""Which flows answer after a start, and what the start says."""

import logging

import pytest
from sqlalchemy import update

from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, store
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.start import bring_up_to_date
from runtime.models import flow_revisions
from tests.integration.runtime.conftest import FLOW, MANAGER, publishing
from tests.unit.ivr.house import SERVICES, files

OTHER = FLOW.replace("Pilih.", "Silakan.")
NEWER = FLOW.replace("language_version: 1", "language_version: 99")
RENAMED = {**SERVICES, "DUK-02": {**SERVICES["DUK-02"], "name": {"id": "KTP baru", "en": "New card"}}}


@pytest.fixture
def folder(tmp_path):
    """`folder(text)` writes flows/ with that hotline; the path."""

    def write(text, **more):
        root = tmp_path / "flows"
        for path, words in files(text, **more).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(words, encoding="utf-8")
        return root

    return write


@pytest.fixture
def start(database, clock):
    """A process that starts: what it says, and the revision that answers then."""

    def start(path, always=False, services=SERVICES):
        said = []
        house = publishing(database, clock, FlowStore(database, clock), services)
        bring_up_to_date(house, path, always, said.append)
        return "\n".join(said), FlowStore(database, clock).live().revision

    return start


@pytest.fixture
def publish(database, clock):
    return lambda text: publishing(database, clock).publish(files(text), Order(MANAGER, "why")).revision


def moves(database):
    with database.read() as conn:
        return [(entry.kind, entry.person) for entry in reversed(audit.entries(conn))]


def spoil(database, revision):
    values = {"sources": {"files": files(NEWER), "services": {}, "agencies": {}}}
    with database.begin() as conn:
        conn.execute(update(flow_revisions).where(flow_revisions.c.revision == revision).values(values))


def test_the_folder_is_read_at_each_start_until_somebody_publishes_here(start, folder, publish, database):
    said, first = start(folder(FLOW))
    assert said == ""
    said, second = start(folder(OTHER))
    assert said == "" and second != first
    published = publish(FLOW.replace("Pilih.", "Ketiga."))
    said, live = start(folder(FLOW))
    assert live == published
    assert f"flows: revision {published}, published by wati" in said
    assert "flows/ differs and is not read" in said and "hotline: first" in said
    assert moves(database) == [("published", "flows/"), ("published", "flows/"), ("published", "wati")]


def test_nothing_is_said_of_a_folder_that_is_the_same(start, folder, publish):
    publish(OTHER)
    said, _ = start(folder(OTHER))
    assert "differs" not in said


def test_a_setting_makes_the_folder_the_source_for_ever(start, folder, publish):
    _, first = start(folder(FLOW))
    publish(OTHER)
    said, live = start(folder(FLOW), always=True)
    assert (said, live) == ("", first)


def test_a_roll_back_makes_the_database_the_source(start, folder, database, clock):
    _, first = start(folder(FLOW))
    _, second = start(folder(OTHER))
    publishing(database, clock).roll_back(first, MANAGER, "back")
    _, live = start(folder(OTHER))
    assert live == first != second


def test_new_service_definitions_are_taken_over_by_what_was_published(start, folder, publish, database):
    published = publish(OTHER)
    _, live = start(folder(FLOW), services=RENAMED)
    assert live != published
    with database.read() as conn:
        kept, last = store.sources_of(conn, live), audit.last_move(conn)
    assert kept.files == files(OTHER) and kept.services["DUK-02"]["name"]["en"] == "New card"
    assert (last.kind, last.moved_from, last.why) == ("renewed", published, "service definitions changed: DUK-02")
    _, again = start(folder(FLOW), services=RENAMED)
    assert again == live and len(moves(database)) == 2


def test_published_flows_that_do_not_fit_new_definitions_keep_their_own(start, folder, publish):
    form = "  app: {form: {service: \"'DUK-02'\"}, next: bye}\n"
    text = OTHER.replace("nodes:\n", f"nodes:\n{form}", 1).replace(
        "{key: 2, label: {id: antre, en: queue}, goto: to_agent}",
        "{key: 2, label: {id: antre, en: queue}, set: {service: DUK-02}, goto: app}",
    )
    published = publish(text)
    said, live = start(folder(FLOW), services={"DUK-04": SERVICES["DUK-04"]})
    assert live == published
    assert f"revision {published} does not fit today's service definitions" in said and "DUK-02" in said


def test_what_this_version_cannot_read_is_stood_in_for_and_the_start_says_so(start, folder, publish, database):
    _, first = start(folder(FLOW))
    published = publish(OTHER)
    spoil(database, published)
    said, live = start(folder(FLOW))
    assert live == first
    assert f"revision {published} cannot be read by this version (hotline.yaml:3:" in said
    assert f"{first} answers calls" in said


def test_when_nothing_published_can_be_read_the_folder_answers(start, folder, publish, database):
    spoil(database, publish(OTHER))
    said, live = start(folder(FLOW))
    assert "nor can any before it" in said
    with database.read() as conn:
        assert store.sources_of(conn, live).files == files(FLOW)


def test_a_wrong_folder_leaves_what_was_live_and_each_issue_goes_to_the_log(start, folder, database, caplog):
    _, first = start(folder(FLOW, **{"calls/wrong.yaml": "["}))
    path = folder(FLOW)
    (path / "hotline.yaml").write_bytes(b"flow: hotline\nstart: \xff\n")
    with caplog.at_level(logging.WARNING):
        said, live = start(path)
    assert live == first and "the last good revision goes on serving" in said
    assert any(message.startswith("flows/hotline.yaml:") for message in caplog.messages)


def test_a_folder_that_is_not_there_is_said_so(start, folder, tmp_path):
    start(folder(FLOW))
    said, _ = start(tmp_path / "nowhere")
    assert "there is no folder" in said
