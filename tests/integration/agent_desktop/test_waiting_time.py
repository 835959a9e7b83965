"""How long a caller will wait, from how long the queue's last callers were served."""

from datetime import timedelta

import pytest

from agent_desktop import waiting_time
from agent_desktop.models import desk_calls
from tests.fixtures.desk import START


def served(scene, minutes, times, queue="umum"):
    rows = [
        {
            "id": f"{queue}-{number}", "entry_id": "e", "call_id": "c", "wait": 1, "queue": queue, "agent_id": "a", "state": "ended",
            "accepted_at": START, "since": START, "ended_at": START + timedelta(minutes=minutes),
        }
        for number in range(times)
    ]  # fmt: skip
    with scene.database.begin() as conn:
        conn.execute(desk_calls.insert(), rows)


def expected(scene, position, queue="umum"):
    with scene.database.read() as conn:
        return waiting_time.minutes(conn, queue, position)


@pytest.mark.parametrize(("agents", "position", "minutes"), [(1, 1, 4), (1, 2, 8), (2, 2, 4), (2, 3, 6), (1, 16, None)])
def test_the_mean_talk_for_each_place_in_line_shared_by_the_agents(scene, agents, position, minutes):
    served(scene, 4, 5)
    served(scene, 30, 5, queue="pajak")
    scene.ready(*scene.agents[:agents])
    assert expected(scene, position) == minutes


def test_nothing_is_guessed(scene):
    served(scene, 4, 4)
    scene.ready(scene.agents[0])
    assert expected(scene, 1) is None, "too few callers were served"


def test_nobody_at_work_is_no_expected_wait(scene):
    served(scene, 4, 5)
    assert expected(scene, 1) is None
