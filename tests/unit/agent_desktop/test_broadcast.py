"""Whom a log entry concerns."""

from datetime import UTC, datetime

import pytest

from agent_desktop.broadcast import concerned
from runtime.event_log import Entry

EVERYBODY = {"a", "b"}


def entry(kind: str, actor: str | None = None) -> Entry:
    return Entry(1, datetime(2026, 11, 24, tzinfo=UTC), kind, None, None, actor, {})


@pytest.mark.parametrize(
    ("kind", "actor", "whom"),
    [
        ("caller_queued", None, EVERYBODY),
        ("caller_abandoned", None, EVERYBODY),
        ("call_accepted", "a", EVERYBODY),
        ("offer_made", "a", {"a"}),
        ("presence_changed", "b", {"b"}),
        ("presence_changed", "somebody elsewhere", set()),
        ("turn_taken", None, set()),
    ],
)
def test_concerned(kind, actor, whom):
    assert concerned([entry(kind, actor)], EVERYBODY) == whom
