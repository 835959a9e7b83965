from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.echo_carrier import EchoCarrier
from tests.browser.person import PhoneUser

ROUND_TRIP = Path(__file__).with_name("round_trip.js")
DEVICE_RATE = """const Context = window.AudioContext;
window.AudioContext = class extends Context { constructor(options) { super({ ...options, sampleRate: %d }); } };"""


@pytest.fixture
def echo_carrier(free_port) -> Iterator[EchoCarrier]:
    carrier = EchoCarrier(free_port())
    yield carrier
    carrier.stop()


@pytest.fixture
def phone(echo_carrier, new_context) -> Iterator[Callable[..., PhoneUser]]:
    """`phone(device_rate=48000, **context_options)`: somebody at a phone of the echo carrier's. No page may have had a fault."""
    people: list[PhoneUser] = []

    def open_phone(device_rate: int = 48000, **options) -> PhoneUser:
        context = new_context(**options)
        context.add_init_script(DEVICE_RATE % device_rate)
        context.add_init_script(path=ROUND_TRIP)
        people.append(PhoneUser(context, echo_carrier.url))
        people[-1].is_in_state("idle")
        return people[-1]

    yield open_phone
    assert [person.faults for person in people] == [[]] * len(people)
