"""Names of queues, and files that have none."""

import pytest

from agent_desktop.queue_names import queue_names


def test_names_are_read(tmp_path):
    (tmp_path / "queues.yaml").write_text("queues:\n  umum: {name: {id: Umum, en: General}}\n  bare: {}\n")
    assert queue_names(tmp_path) == {"umum": {"id": "Umum", "en": "General"}}


@pytest.mark.parametrize(
    "text", ["", "[]", "queues: [", "queues: [a]", "queues: {a: {name: Umum}}", "queues: {a: {name: {id: Umum}}}"]
)
def test_a_file_without_names_is_no_failure(tmp_path, text):
    (tmp_path / "queues.yaml").write_text(text)
    assert queue_names(tmp_path) == {}


def test_a_missing_file_is_no_failure(tmp_path):
    assert queue_names(tmp_path) == {}
