"""<Enqueue action waitUrl>name</Enqueue>: the caller waits; the wait document is asked for again and again.

Its action is asked at once on leave, full queue and error, after the bridge when the caller was bridged, and as a mere
notice when REST redirected the caller or the caller hung up.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from telephony.local_carrier.call import Step
from telephony.local_carrier.interpreter import Finish, Leg, Result, run_document
from telephony.local_carrier.music import hold_music
from telephony.local_carrier.queue import Member, Queue
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.webhooks import FetchError, call_parameters

NAME_MAX = 64
LEAST_ROUND_S = 0.2


async def enqueue(verb: Verb, leg: Leg) -> Result:
    queue = leg.exchange.queue(verb.text[:NAME_MAX] or "default")
    member = Member(leg.call)
    if len(queue.members) >= queue.max_size:
        return _after(verb, leg, queue, member, "queue-full")
    queue.members.append(member)
    try:
        outcome = await _wait(verb, leg, queue, member)
    except asyncio.CancelledError:
        queue.remove(member)
        _notice(verb, leg, queue, member, "hangup" if leg.call.over.is_set() else "redirected")
        raise
    finally:
        queue.remove(member)
    if outcome is Finish.HANG_UP:
        _notice(verb, leg, queue, member, "hangup")
        return outcome
    return _after(verb, leg, queue, member, "leave" if outcome is Finish.LEAVE else "error")


async def _wait(verb: Verb, leg: Leg, queue: Queue, member: Member) -> Result:
    """Runs wait documents until one of them ends the waiting; an unusable one counts as an error.

    A <Redirect> replaces the wait document for good; the answer to a <Gather> is run once.
    """
    if not verb.get("waitUrl"):
        await leg.call.play(hold_music(), loops=-1)
    again = step = Step(urljoin(leg.url, verb.get("waitUrl")), verb.get("waitUrlMethod", "POST").upper())
    clock = asyncio.get_running_loop().time
    try:
        while True:
            began = clock()
            result = await _wait_once(leg, step, queue, member)
            if isinstance(result, Finish):
                return result
            if result is not None and not result.parameters:
                again = result
            step = result or again
            await asyncio.sleep(max(0.0, began + LEAST_ROUND_S - clock()) if result is None else 0)
    except FetchError as error:
        leg.exchange.report(leg.call, error)
        return None


async def _wait_once(leg: Leg, step: Step, queue: Queue, member: Member) -> Result:
    from telephony.local_carrier.verbs import IN_QUEUE

    asked = Step(step.url, step.method, (*step.parameters, *queue.wait_parameters(member)))
    document = await leg.exchange.webhooks.document(leg.call, asked)
    if not document.verbs:
        await leg.call.play(hold_music(), loops=-1)
    return await run_document(Leg(leg.exchange, leg.call, document.url), document, IN_QUEUE)


def _parameters(queue: Queue, member: Member, result: str) -> list[tuple[str, str]]:
    return [("QueueResult", result), ("QueueSid", queue.sid), ("QueueTime", str(member.waited))]


def _after(verb: Verb, leg: Leg, queue: Queue, member: Member, result: str) -> Result:
    return leg.step(verb, _parameters(queue, member, result)) if verb.get("action") else None


def _notice(verb: Verb, leg: Leg, queue: Queue, member: Member, result: str) -> None:
    """Tells the action what happened; whatever it answers is ignored."""
    if verb.get("action"):
        step = leg.step(verb, _parameters(queue, member, result))
        leg.exchange.tell(leg.call.sid, step.url, step.method, [*call_parameters(leg.call), *step.parameters])
