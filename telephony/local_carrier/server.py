"""The carrier's process: REST, the browsers' sockets and the 20 ms clock, on one port."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from telephony.local_carrier.exchange import Exchange, Listen, Synthesise
from telephony.local_carrier.line_socket import EXCHANGE, serve_line
from telephony.local_carrier.music import hold_music
from telephony.local_carrier.rest import ROUTES
from telephony.local_carrier.rest.common import authenticated
from telephony.local_carrier.settings import CarrierSettings
from telephony.local_carrier.signed_http import CONNECT_S
from telephony.local_carrier.tones import conference_beep, out_of_order, record_beep, ringback
from telephony.local_carrier.webhooks import Webhooks

log = logging.getLogger(__name__)
FRAME_S = 0.02
STALL_S = 0.5


def build_app(settings: CarrierSettings, synthesise: Synthesise, listen: Listen) -> web.Application:
    app = web.Application(middlewares=[authenticated], client_max_size=1024 * 1024)
    app.add_routes([web.get("/line", serve_line), web.get("/health", _health), *ROUTES])

    async def running(app: web.Application) -> AsyncIterator[None]:
        timeout = aiohttp.ClientTimeout(total=None, connect=CONNECT_S)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
            exchange = Exchange(settings, Webhooks(settings, session), synthesise, listen)
            app[EXCHANGE] = exchange
            warm_up()
            clock = asyncio.create_task(run_clock(exchange))
            yield
            clock.cancel()
            exchange.recordings.finish_all()
            for task in tuple(exchange.tasks):
                task.cancel()

    app.cleanup_ctx.append(running)
    return app


def warm_up() -> None:
    """Sounds that take longer to make than a tick are made before the first one."""
    for sound in (hold_music, ringback, record_beep, conference_beep, out_of_order):
        sound()


async def run_clock(exchange: Exchange) -> None:
    """One tick each 20 ms by the monotonic clock; after a long stall it goes on from now instead of hurrying. Nothing stops it."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += FRAME_S
        late = loop.time() - due
        if late > STALL_S:
            due = loop.time()
        await asyncio.sleep(max(0.0, -late))
        try:
            exchange.tick()
        except Exception:
            log.exception("a tick failed")


async def _health(request: web.Request) -> web.Response:
    exchange = request.app[EXCHANGE]
    return web.json_response({"status": "ok", "lines": len(exchange.lines), "calls": len(exchange.live)})


async def start(settings: CarrierSettings, synthesise: Synthesise, listen: Listen) -> web.AppRunner:
    """Listens when it returns; to be cleaned up by the caller."""
    runner = web.AppRunner(build_app(settings, synthesise, listen), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port, reuse_address=True).start()
    log.info("local carrier listens on port %d", settings.port)
    return runner


async def serve(settings: CarrierSettings, synthesise: Synthesise, listen: Listen) -> None:
    """Runs until cancelled."""
    runner = await start(settings, synthesise, listen)
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
