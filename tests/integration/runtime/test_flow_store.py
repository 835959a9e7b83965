import logging

import pytest
from sqlalchemy import update

from runtime.flow_store import FlowStore, NoLiveFlow
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.refusal import Refused
from runtime.models import flow_revisions
from tests.integration.runtime.conftest import FLOW, MANAGER, publishing
from tests.unit.ivr.house import files

OTHER = FLOW.replace("Pilih.", "Silakan.")
NUMBERS = """
numbers:
  "+62211500112": hotline
  "+62211500113": {flow: second, language: en}
  "+62211500199": {flow: hotline, alias: test}
"""
SECOND = FLOW.replace("flow: hotline", "flow: second").replace("Pilih.", "Kedua.")


@pytest.fixture
def publish(database, clock, flows):
    def publish(text, alias="live", **more):
        return publishing(database, clock, flows).publish(files(text, **more), Order(MANAGER, "why", alias))

    return publish


def spoil(database, revision):
    """The sources of a revision become such as this version of the program finds errors in."""
    own = flow_revisions.c.revision == revision
    with database.begin() as conn:
        newer = {"files": files(FLOW.replace("language_version: 1", "language_version: 99")), "services": {}}
        conn.execute(update(flow_revisions).where(own).values(sources={**newer, "agencies": {}}))


def test_what_is_published_is_live(flows):
    assert flows.live().name == "hotline"
    assert flows.pinned(flows.live().revision) is flows.live()


def test_nothing_is_live_before_anything_is_published(database, clock):
    with pytest.raises(NoLiveFlow):
        FlowStore(database, clock).live()


@pytest.mark.parametrize(
    "wrong", [FLOW.replace("goto: ask}", "goto: nowhere}"), "flow: [", "", FLOW.replace("flow: hotline", "flow: other")]
)
def test_a_wrong_flow_leaves_the_last_good_one_live(flows, publish, wrong):
    before = flows.live().revision
    with pytest.raises(Refused) as refused:
        publish(wrong)
    assert refused.value.code == "errors"
    assert [issue for issue in refused.value.issues if issue.severity == "error"]
    assert flows.live().revision == before


def test_a_new_revision_is_live_and_the_old_one_stays_pinned(flows, publish):
    before = flows.live().revision
    publish(OTHER)
    assert flows.live().revision != before
    assert flows.pinned(before).revision == before


def test_another_process_compiles_a_revision_from_its_kept_sources(flows, publish, database, clock):
    other = FlowStore(database, clock)
    before = flows.live()
    publish(OTHER)
    assert other.live().revision == flows.live().revision
    assert other.pinned(before.revision).nodes.keys() == before.nodes.keys()


def test_threads_that_need_it_at_once_get_the_same_flow(flows, database, clock, at_once):
    other = FlowStore(database, clock)
    assert len({id(flow) for flow in at_once(8, lambda _: other.live())}) == 1


def test_publishing_the_same_again_changes_nothing(flows, publish):
    before = flows.live().revision
    assert not publish(FLOW).moved
    assert flows.live().revision == before


def test_an_unknown_revision_or_flow_is_answered(flows):
    with pytest.raises(NoLiveFlow, match="deadbeef"):
        flows.pinned("deadbeef")
    with pytest.raises(NoLiveFlow, match="other"):
        flows.pinned(flows.live().revision, "other")


def test_a_live_revision_that_this_version_cannot_read_is_stood_in_for_by_the_last_good_one(
    flows, publish, database, clock, caplog
):
    first = flows.live().revision
    second = publish(OTHER).revision
    third = publish(FLOW.replace("Pilih.", "Ketiga.")).revision
    spoil(database, second)
    spoil(database, third)
    with caplog.at_level(logging.ERROR):
        newer = FlowStore(database, clock)
        assert newer.live().revision == newer.live().revision == first
    assert third in caplog.text and "language_version" in caplog.text
    assert len(caplog.records) == 1, "it is said once, not at each call"
    with pytest.raises(NoLiveFlow, match="language_version"):
        newer.pinned(third)


def test_a_number_has_the_flow_that_the_file_names(publish, flows):
    publish(FLOW, **{"numbers.yaml": NUMBERS, "second.yaml": SECOND})
    chosen = [flows.dialled(number) for number in ("+62211500112", "+62 21 1500-113", "+6299", "")]
    assert [(d.flow.name, d.language, d.listed) for d in chosen] == [
        ("hotline", "", True),
        ("second", "en", True),
        ("hotline", "", False),
        ("hotline", "", False),
    ]


def test_a_test_number_answers_with_what_is_not_live_yet(publish, flows):
    live = publish(FLOW, **{"numbers.yaml": NUMBERS, "second.yaml": SECOND}).revision
    assert flows.dialled("+62211500199").flow.revision == live, "nothing is tested yet: what is live answers"
    tested = publish(OTHER, "test", **{"numbers.yaml": NUMBERS, "second.yaml": SECOND}).revision
    assert flows.dialled("+62211500199").flow.revision == tested
    assert flows.dialled("+62211500112").flow.revision == live == flows.live().revision


def test_a_number_whose_flow_the_tested_revision_has_not_is_answered_all_the_same(publish, flows):
    numbers = NUMBERS.replace("flow: hotline, alias", "flow: second, alias")
    publish(FLOW, **{"numbers.yaml": numbers, "second.yaml": SECOND})
    publish(OTHER, "test")
    assert flows.dialled("+62211500199").flow.name == "second"
