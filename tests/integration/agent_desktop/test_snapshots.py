"""Snapshots: one on each connect, and one to whom a change concerns."""

from queue import Empty, Queue

import pytest

from agent_desktop import presence
from agent_desktop.broadcast import Broadcast
from agent_desktop.telephone_news import call_ended
from tests.fixtures.desk_web import Browser, desk_web, signed_in

WAIT_S = 60
KEYS = {"seq", "server_now", "presence", "offer", "call", "wrap_up", "queue", "follow_ups"}


@pytest.fixture
def sent(scene):
    """What was sent, a mailbox for each agent's id."""
    return {agent.id: Queue() for agent in scene.agents}


@pytest.fixture
def broadcast(scene, sent):
    connected = {agent.id for agent in scene.agents}
    made = Broadcast(scene.database, scene.clock, {}, lambda to, message: sent[to].put(message), lambda: connected)
    made.start()
    yield made
    made.stop()


def until(sent: dict[str, Queue], agent, fits) -> dict:
    """The first snapshot to `agent` that fits."""
    while True:
        try:
            message = sent[agent.id].get(timeout=WAIT_S)
        except Empty:
            pytest.fail("no such snapshot was sent")
        if fits(message):
            return message


def test_an_offer_is_sent_to_its_agent_and_the_queue_to_everybody(scene, broadcast, sent):
    sari, budi = scene.agents
    scene.ready(sari)
    scene.call()
    scene.desk.tick()
    message = until(sent, sari, lambda m: m["offer"])
    assert set(message) == KEYS
    assert set(message["offer"]) == {
        "id", "call_id", "queue", "queue_name", "language", "waited_s", "expires_at", "heard", "service", "from_masked",
    }  # fmt: skip
    assert message["offer"]["queue_name"] == {"id": "umum", "en": "umum"}
    assert until(sent, budi, lambda m: m["queue"]["waiting"] == 1)["offer"] is None


def test_the_call_and_the_wrap_up_are_sent_as_they_change(scene, broadcast, sent):
    sari = scene.agents[0]
    call = scene.talk()
    message = until(sent, sari, lambda m: m["call"] and m["call"]["state"] == "talking")
    assert set(message["call"]) == {"id", "queue", "since", "state", "recording", "calls_back"}
    assert message["call"]["id"] == call
    scene.tell(call_ended, call)
    message = until(sent, sari, lambda m: m["wrap_up"])
    assert message["wrap_up"]["call_id"] == call
    assert message["call"] is None


def test_numbers_never_fall(scene, broadcast, sent):
    sari = scene.agents[0]
    scene.talk()
    until(sent, sari, lambda m: m["call"] and m["call"]["state"] == "talking")
    scene.desk.hang_up(sari)
    last = until(sent, sari, lambda m: m["wrap_up"])["seq"]
    scene.desk.save_wrap_up(sari, "answered", "")
    assert until(sent, sari, lambda m: m["presence"]["state"] == "ready")["seq"] > last


def connect(app, browser):
    sockets = app.extensions["sockets"]
    return sockets.test_client(app, namespace="/desk", flask_test_client=browser.client)


def test_a_page_gets_everything_on_each_connect(scene, tmp_path):
    app = desk_web(scene, tmp_path)
    call = scene.talk()
    browser = signed_in(app, "sari")
    for _ in range(2):
        page = connect(app, browser)
        message = next(m for m in page.get_received("/desk") if m["name"] == "snapshot")["args"][0]
        assert message["call"]["id"] == call
        page.disconnect(namespace="/desk")


def test_a_stranger_is_not_connected(scene, tmp_path):
    app = desk_web(scene, tmp_path)
    assert not connect(app, Browser(app)).is_connected("/desk")


def test_only_the_last_page_that_closes_counts(scene, tmp_path):
    app = desk_web(scene, tmp_path)
    sari, browser = scene.agents[0], signed_in(app, "sari")
    first, second = connect(app, browser), connect(app, browser)
    first.disconnect(namespace="/desk")
    assert gone_since(scene, sari) is None
    second.disconnect(namespace="/desk")
    assert gone_since(scene, sari) == scene.clock.now()
    connect(app, browser)
    assert gone_since(scene, sari) is None


def gone_since(scene, agent):
    with scene.database.read() as conn:
        return presence.get(conn, agent.id).gone_since
