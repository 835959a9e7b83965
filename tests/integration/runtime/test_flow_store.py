import logging

import pytest

from runtime.flow_store import FlowStore, NoLiveFlow
from tests.integration.runtime.conftest import FLOW
from tests.unit.ivr.house import AGENCIES, SERVICES, files


def publish(store, text):
    return store.publish(files(text), SERVICES, AGENCIES, "manager")


def test_what_is_published_is_live(flows):
    assert flows.live().name == "hotline"
    assert flows.pinned(flows.live().revision) is flows.live()


def test_nothing_is_live_before_anything_is_published(database, clock):
    with pytest.raises(NoLiveFlow):
        FlowStore(database, clock).live()


@pytest.mark.parametrize(
    "wrong", [FLOW.replace("goto: ask}", "goto: nowhere}"), "flow: [", "", FLOW.replace("flow: hotline", "flow: other")]
)
def test_a_wrong_flow_leaves_the_last_good_one_live(flows, wrong):
    before = flows.live().revision
    assert [issue for issue in publish(flows, wrong) if issue.severity == "error"]
    assert flows.live().revision == before


def test_a_new_revision_is_live_and_the_old_one_stays_pinned(flows):
    before = flows.live().revision
    publish(flows, FLOW.replace("Pilih.", "Silakan."))
    assert flows.live().revision != before
    assert flows.pinned(before).revision == before


def test_another_process_compiles_a_revision_from_its_kept_sources(flows, database, clock):
    other = FlowStore(database, clock)
    before = flows.live()
    publish(flows, FLOW.replace("Pilih.", "Silakan."))
    assert other.live().revision == flows.live().revision
    assert other.pinned(before.revision).nodes.keys() == before.nodes.keys()


def test_threads_that_need_it_at_once_get_the_same_flow(flows, database, clock, at_once):
    other = FlowStore(database, clock)
    assert len({id(flow) for flow in at_once(8, lambda _: other.live())}) == 1


def test_publishing_the_same_again_changes_nothing(flows):
    before = flows.live().revision
    publish(flows, FLOW)
    assert flows.live().revision == before


def test_an_unknown_revision_or_flow_is_answered(flows):
    with pytest.raises(NoLiveFlow, match="deadbeef"):
        flows.pinned("deadbeef")
    with pytest.raises(NoLiveFlow, match="other"):
        flows.pinned(flows.live().revision, "other")


def test_a_folder_is_read_without_its_golden_calls_and_issues_go_to_the_log(database, clock, tmp_path, caplog):
    for path, text in files(FLOW, **{"calls/wrong.yaml": "["}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    store = FlowStore(database, clock)
    assert not [issue for issue in store.load_directory(tmp_path, SERVICES, AGENCIES) if issue.severity == "error"]
    before = store.live().revision
    (tmp_path / "hotline.yaml").write_bytes(b"flow: hotline\nstart: \xff\n")
    with caplog.at_level(logging.WARNING):
        assert store.load_directory(tmp_path, SERVICES, AGENCIES)
    assert any(message.startswith("flows/hotline.yaml:") for message in caplog.messages)
    assert store.live().revision == before
