"""The REST face under /2010-04-01, one resource a file; replies carry every property of the vendor's schema."""

from __future__ import annotations

from aiohttp import web

from telephony.local_carrier.rest import (
    call_recordings,
    calls,
    conferences,
    messages,
    participants,
    queues,
    recordings,
)

ROUTES: tuple[web.RouteDef, ...] = (
    *calls.ROUTES,
    *call_recordings.ROUTES,
    *queues.ROUTES,
    *conferences.ROUTES,
    *participants.ROUTES,
    *recordings.ROUTES,
    *messages.ROUTES,
)
