"""Queues and who waits in them; an update of a member takes the caller out, to another document."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from telephony.local_carrier.call import Step
from telephony.local_carrier.queue import Member, Queue
from telephony.local_carrier.rest.common import (
    ROOT,
    RestError,
    address,
    exchange_of,
    listing,
    method,
    missing,
    number,
    rfc2822,
    text,
)

PATH = ROOT + "/Queues"
NAME_MAX = 64
SIZE_MAX = 5000


def _uri(queue: Queue) -> str:
    return f"/2010-04-01/Accounts/{queue.account_sid}/Queues/{queue.sid}"


def render(queue: Queue) -> dict[str, Any]:
    return {
        "sid": queue.sid,
        "account_sid": queue.account_sid,
        "friendly_name": queue.name,
        "current_size": len(queue.members),
        "max_size": queue.max_size,
        "average_wait_time": queue.average_wait,
        "date_created": rfc2822(queue.created),
        "date_updated": rfc2822(queue.updated),
        "uri": f"{_uri(queue)}.json",
    }


def render_member(queue: Queue, member: Member) -> dict[str, Any]:
    return {
        "call_sid": member.call.sid,
        "queue_sid": queue.sid,
        "date_enqueued": rfc2822(member.joined),
        "position": queue.position(member),
        "wait_time": member.waited,
        "uri": f"{_uri(queue)}/Members/{member.call.sid}.json",
    }


def find(request: web.Request) -> Queue:
    queue = exchange_of(request).queues.get(request.match_info["queue"])
    if queue is None:
        raise missing(request)
    return queue


def find_member(request: web.Request, queue: Queue) -> Member:
    member = queue.find(request.match_info["member"])
    if member is None:
        raise missing(request)
    return member


async def create(request: web.Request) -> web.Response:
    form, exchange = await request.post(), exchange_of(request)
    name = text(form, "FriendlyName")[:NAME_MAX]
    if not name:
        raise RestError(400, 20001, "FriendlyName is required")
    if any(queue.name == name for queue in exchange.queues.values()):
        raise RestError(400, 22003, f"A queue named {name!r} exists")
    queue = Queue(name, exchange.settings.account_sid, number(form, "MaxSize", 100, 1, SIZE_MAX))
    exchange.queues[queue.sid] = queue
    return web.json_response(render(queue), status=201)


async def update(request: web.Request) -> web.Response:
    queue, form = find(request), await request.post()
    queue.max_size = number(form, "MaxSize", queue.max_size, 1, SIZE_MAX)
    queue.name = text(form, "FriendlyName", queue.name)[:NAME_MAX]
    return web.json_response(render(queue))


async def read(request: web.Request) -> web.Response:
    return web.json_response(render(find(request)))


async def index(request: web.Request) -> web.Response:
    return listing(request, "queues", [render(q) for q in exchange_of(request).queues.values()])


async def delete(request: web.Request) -> web.Response:
    queue = find(request)
    if queue.members:
        raise RestError(400, 22002, "The queue is not empty")
    del exchange_of(request).queues[queue.sid]
    return web.Response(status=204)


async def members(request: web.Request) -> web.Response:
    queue = find(request)
    return listing(request, "queue_members", [render_member(queue, m) for m in queue.members])


async def read_member(request: web.Request) -> web.Response:
    queue = find(request)
    return web.json_response(render_member(queue, find_member(request, queue)))


async def dequeue(request: web.Request) -> web.Response:
    """The caller leaves the queue at once, so that the next `Front` is the next caller."""
    queue = find(request)
    member, form = find_member(request, queue), await request.post()
    url = address(form, "Url")
    if not url:
        raise RestError(400, 20001, "Url is required")
    step = Step(url, method(form, "Method"))
    shown = render_member(queue, member)
    queue.remove(member)
    member.call.redirect(step)
    return web.json_response(shown)


ROUTES = (
    web.post(PATH + ".json", create),
    web.get(PATH + ".json", index),
    web.get(PATH + "/{queue}.json", read),
    web.post(PATH + "/{queue}.json", update),
    web.delete(PATH + "/{queue}.json", delete),
    web.get(PATH + "/{queue}/Members.json", members),
    web.get(PATH + "/{queue}/Members/{member}.json", read_member),
    web.post(PATH + "/{queue}/Members/{member}.json", dequeue),
)
