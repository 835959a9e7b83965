"""Runs one leg's documents, verb after verb, until the leg is over.

A verb answers None (go on with the next one), a Step (another document) or a Finish. REST can replace the running
document at any moment; a hang-up ends whatever runs.
"""

from __future__ import annotations

import asyncio
import enum
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.webhooks import Document, FetchError

if TYPE_CHECKING:
    from telephony.local_carrier.exchange import Exchange

log = logging.getLogger(__name__)
BROKEN_VERB = 13520


class Finish(enum.Enum):
    """How a document can end the whole: the leg is hung up, or the waiting caller leaves the queue."""

    HANG_UP = "hang up"
    LEAVE = "leave"


Result = Step | Finish | None


@dataclass(frozen=True)
class Leg:
    """What a verb works with: the call, the exchange around it, and the address of the document it stands in."""

    exchange: Exchange
    call: Call
    url: str

    def step(self, verb: Verb, parameters: list[tuple[str, str]], attribute: str = "action") -> Step:
        """The verb's action (or the current document's own address), with what the verb has to tell."""
        address = urljoin(self.url, verb.get(attribute))
        return Step(address, verb.get("method", "POST").upper(), tuple(parameters))

    async def sound(self, address: str) -> bytes:
        return await self.exchange.webhooks.sound(urljoin(self.url, address))


VerbRunner = Callable[[Verb, Leg], Awaitable[Result]]


async def run_document(leg: Leg, document: Document, verbs: Mapping[str, VerbRunner]) -> Result:
    """Executes verbs in order; raises FetchError for an unknown one or for a sound that cannot be had."""
    inside = Leg(leg.exchange, leg.call, document.url)
    for verb in document.verbs:
        if verb.name not in verbs:
            raise FetchError(12200, document.url, f"<{verb.name}> is not a verb here")
        result = await verbs[verb.name](verb, inside)
        if result is not None:
            return result
    return None


async def run_call(exchange: Exchange, call: Call, first: Step, verbs: Mapping[str, VerbRunner]) -> None:
    """The whole life of an answered leg; returns when it is over. Never raises: a failure is heard, then the leg ends."""
    step: Step | None = first
    while step is not None and not call.over.is_set():
        step = await _until_interrupted(call, _run_step(exchange, call, step, verbs))
    await exchange.hang_up(call)


async def _until_interrupted(call: Call, work: Awaitable[Step | None]) -> Step | None:
    inner = asyncio.ensure_future(work)
    over = asyncio.ensure_future(call.over.wait())
    try:
        waited: set[asyncio.Future[Any]] = {inner, over, call.redirected}
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    finally:
        over.cancel()
        if not inner.done():
            inner.cancel()
            await asyncio.wait({inner})
    if call.redirected.done() and not call.over.is_set():
        step = call.redirected.result()
        call.redirected = asyncio.get_running_loop().create_future()
        return step
    return None if inner.cancelled() else inner.result()


async def _run_step(exchange: Exchange, call: Call, step: Step, verbs: Mapping[str, VerbRunner]) -> Step | None:
    try:
        document = await exchange.webhooks.document(call, step)
        exchange.accept_leg(call, document)
        result = await run_document(Leg(exchange, call, document.url), document, verbs)
        return result if isinstance(result, Step) else None
    except FetchError as error:
        log.warning("call %s: error %s", call.sid, error)
        return await _fall_back(exchange, call, step, error)
    except Exception as error:
        log.exception("call %s: a verb failed", call.sid)
        return await _fall_back(exchange, call, step, FetchError(BROKEN_VERB, step.url, type(error).__name__))


async def _fall_back(exchange: Exchange, call: Call, failed: Step, error: FetchError) -> Step | None:
    """The fallback address, told what failed; a failure of the fallback itself is spoken and ends the leg."""
    if call.fallback_url and failed.url != call.fallback_url:
        parameters = (("ErrorCode", str(error.code)), ("ErrorUrl", error.url))
        return Step(call.fallback_url, call.fallback_method, parameters)
    exchange.answer(call)
    await exchange.say_failure(call)
    return None
