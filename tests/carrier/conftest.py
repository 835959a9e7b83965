from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.carrier.application import Application
from tests.carrier.client import rest_client
from tests.carrier.world import World
from tests.fixtures.carrier import carrier_settings


@pytest.fixture
def new_world(free_port, run_carrier, tmp_path) -> Iterator[Callable[..., World]]:
    """`new_world(**changed_settings, synthesise=..., listen=...)`."""
    made: list[World] = []

    def new(synthesise=None, listen=None, **changes: object) -> World:
        port = free_port(2)
        settings = replace(carrier_settings(port + 1, f"http://127.0.0.1:{port}", tmp_path / "recordings"), **changes)
        given = {name: value for name, value in (("synthesise", synthesise), ("listen", listen)) if value}
        carrier = run_carrier(settings, **given)
        made.append(World(settings, Application(port, settings.auth_token), rest_client(settings), carrier))
        return made[-1]

    yield new
    for world in made:
        world.stop()


@pytest.fixture
def world(new_world) -> World:
    return new_world()
