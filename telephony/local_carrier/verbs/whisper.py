"""<Number url> and <Sip url>: a document for the called party alone, run when it has answered and before it is bridged.

The caller goes on hearing the ringing. <Hangup>, hanging up, and a document that cannot be had refuse the call.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from telephony.local_carrier.call import Call, Step
from telephony.local_carrier.interpreter import Finish, Leg, run_document
from telephony.local_carrier.webhooks import FetchError

NOT_FOR_THE_CALLED = ("Dial", "Enqueue", "Leave")


async def whisper(url: str, method: str, leg: Leg, called: Call) -> bool:
    """True when `called` may be bridged. Documents that Redirect or Gather lead to are run as well."""
    work = asyncio.ensure_future(_documents(Step(urljoin(leg.url, url), method), leg, called))
    over = asyncio.ensure_future(called.over.wait())
    try:
        await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
        return work.done() and work.result() and called.live
    finally:
        work.cancel()
        over.cancel()


async def _documents(first: Step, leg: Leg, called: Call) -> bool:
    from telephony.local_carrier.verbs import IN_CALL

    verbs = {name: run for name, run in IN_CALL.items() if name not in NOT_FOR_THE_CALLED}
    step: Step | None = first
    try:
        while step is not None:
            document = await leg.exchange.webhooks.document(called, step)
            result = await run_document(Leg(leg.exchange, called, document.url), document, verbs)
            if isinstance(result, Finish):
                return False
            step = result
    except FetchError as error:
        leg.exchange.report(called, error)
        return False
    return True
