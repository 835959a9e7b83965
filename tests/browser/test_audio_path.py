"""Two browser pages talk through a call: a hand-written Gather, Enqueue, accept, conference."""

import numpy as np
import pytest

from tests.browser.handwritten import PROMPT, HandWritten
from tests.browser.person import PhoneUser
from tests.fixtures.carrier import carrier_settings
from tests.sound import RATE, alignment, chirps, windows

pytestmark = [pytest.mark.browser, pytest.mark.alone]
ALIKE = 0.95
TALK_S = 3.0


@pytest.fixture
def application(free_port, run_carrier, tmp_path):
    port = free_port(2)
    settings = carrier_settings(port + 1, f"http://127.0.0.1:{port}", tmp_path)
    run_carrier(settings)
    application = HandWritten(port, settings)
    application.thread.start()
    yield application
    application.server.shutdown()
    application.thread.join()


def whole(scores: list[float]) -> bool:
    """Every quarter of a second arrived as it was said; one may hold a late frame of the test machine."""
    return sorted(scores)[1] > ALIKE


def heard_well(listener, sound: np.ndarray) -> list[float]:
    listener.has_listened_for(TALK_S + 1.0)
    return windows(listener.heard(), sound)


def test_two_pages_talk_through_a_call(application, new_context):
    caller = PhoneUser(new_context(), f"{application.base}/page/+6281234567890")
    agent = PhoneUser(new_context(), f"{application.base}/page/agent1")
    agent.is_in_state("idle")

    caller.dial("+62211500112")
    caller.is_in_state("talking")
    caller.listen()
    caller.has_listened_for(3 * len(PROMPT) / RATE)
    assert alignment(caller.heard(), PROMPT)[1] > ALIKE, "the caller hears the prompt"

    caller.press("1")
    agent_hears_ring(application, agent)
    agent.green()
    agent.is_in_state("talking")
    assert application.together.wait(10), "both legs are in the room"

    to_agent, to_caller = chirps(1, TALK_S), chirps(2, TALK_S)
    agent.listen()
    caller.listen()
    caller.say(to_agent)
    scores = heard_well(agent, to_agent)
    assert whole(scores), f"the agent hears the caller: {scores}"
    assert alignment(caller.heard(), to_agent)[1] < 0.3, "nobody hears an echo"
    caller.listen()
    agent.say(to_caller)
    scores = heard_well(caller, to_caller)
    assert whole(scores), f"the caller hears the agent: {scores}"

    caller.page.click('[data-phone="red"]')
    caller.is_in_state("ended")
    agent.is_in_state("ended")
    assert [path for path, form in application.log if form.get("CallStatus") == "completed"].count("/status") == 1
    assert not caller.faults
    assert not agent.faults


def agent_hears_ring(application: HandWritten, agent: PhoneUser) -> None:
    assert application.called.wait(10), "the caller is in the queue"
    application.accept("agent1")
    agent.is_in_state("ringing")
