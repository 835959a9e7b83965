"""The local carrier as a process of its own: started with its settings, stopped by SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import logging
import signal
from pathlib import Path

from telephony.local_carrier.server import serve
from telephony.local_carrier.settings import CarrierSettings


def main(settings: CarrierSettings) -> None:
    """Runs until it is told to stop. Raises ValueError without a speech socket, OSError when the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if settings.speech_socket is None:
        raise ValueError("the local carrier needs the speech service's socket")
    asyncio.run(run(settings, settings.speech_socket))


async def run(settings: CarrierSettings, speech_socket: Path) -> None:
    """Serves with the voice and the ears of the speech service; returns after SIGTERM or SIGINT."""
    from telephony.local_carrier.listening import open_listener
    from telephony.speech.client import SpeechClient

    client = SpeechClient(speech_socket)
    serving = asyncio.ensure_future(serve(settings, client.synthesise, open_listener(client)))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        logging.getLogger(__name__).info("local carrier stops")
