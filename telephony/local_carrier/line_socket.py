"""The browser's end of a line: one WebSocket, JSON texts and 160-byte sound frames (see the room's README)."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import jwt
from aiohttp import WSMsgType, web

from telephony.local_carrier.call import Call
from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.line import Line, Outgoing
from telephony.local_carrier.settings import CarrierSettings

log = logging.getLogger(__name__)
REFUSED, REPLACED = 4401, 4409
NUMBER_MAX = 64


def identity_of(token: str, settings: CarrierSettings) -> str | None:
    """The identity that a browser token grants, or None when it is not one of ours or has run out."""
    try:
        claims = jwt.decode(token, settings.api_secret, algorithms=["HS256"], issuer=settings.api_key)
    except jwt.PyJWTError:
        return None
    grants = claims.get("grants")
    identity = grants.get("identity") if isinstance(grants, dict) else None
    return identity if isinstance(identity, str) and 0 < len(identity) <= NUMBER_MAX else None


class LineSocket:
    """Serves one socket from its first message to its end."""

    def __init__(self, exchange: Exchange, line: Line, socket: web.WebSocketResponse):
        self.exchange, self.line, self.socket = exchange, line, socket
        self.outbox: asyncio.Queue[Outgoing] = asyncio.Queue()

    async def serve(self) -> None:
        if self.line.close_socket is not None:
            self.line.close_socket()
        self.line.outbox, self.line.close_socket = self.outbox, self._replace
        call = self.line.call
        rings_here = call is not None and call.status == "ringing" and call.direction != "inbound"
        live = call.sid if call is not None and not rings_here else None
        self.line.tell({"type": "registered", "identity": self.line.identity, "call": live})
        if rings_here:
            self.line.tell_incoming()
        self.exchange.post.hand_over(self.line)
        writer = asyncio.create_task(self._write())
        try:
            async for message in self.socket:
                if message.type is WSMsgType.BINARY:
                    self.line.receive(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._text(message.data)
        finally:
            writer.cancel()
            self._gone()

    async def _write(self) -> None:
        while True:
            item = await self.outbox.get()
            try:
                if isinstance(item, bytes):
                    await self.socket.send_bytes(item)
                else:
                    await self.socket.send_json(item)
            except ConnectionError:
                return

    def _replace(self) -> None:
        self.exchange.start(self._close(REPLACED))

    async def _close(self, code: int) -> None:
        await self.socket.close(code=code)

    def _gone(self) -> None:
        """This socket is away; the leg is kept for a while, for a page that comes back."""
        if self.line.outbox is not self.outbox:
            return
        self.line.outbox = self.line.close_socket = None
        if self.line.call is not None:
            self.exchange.start(self._let_go(self.line.call))
        self.exchange.forget_idle(self.line)

    async def _let_go(self, call: Call) -> None:
        try:
            await asyncio.wait_for(call.over.wait(), self.exchange.settings.lost_line_s)
        except TimeoutError:
            if not self.line.connected:
                call.end("completed" if call.answered.is_set() else "canceled")

    def _text(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self.line.tell({"type": "error", "text": "a text frame holds one JSON object"})
            return
        self._act(message)

    def _act(self, message: dict[str, Any]) -> None:
        kind = message.get("type")
        if kind == "dial":
            self._dial(str(message.get("to", ""))[:NUMBER_MAX])
            return
        call = self.line.call
        if call is None or message.get("call") != call.sid:
            return
        if kind == "answer":
            self.exchange.answer(call)
        elif kind == "reject":
            call.end("busy")
        elif kind == "digits":
            call.press(str(message.get("digits", ""))[:32])
        elif kind == "hangup":
            call.end("completed" if call.answered.is_set() else "canceled")

    def _dial(self, to: str) -> None:
        if self.line.call is not None or not to:
            self.line.tell({"type": "error", "text": "the line is busy" if to else "no number to dial"})
            return
        call = self.exchange.dial_in(self.line, to)
        self.line.tell({"type": "dialing", "call": call.sid, "to": to})


async def serve_line(request: web.Request) -> web.WebSocketResponse:
    exchange = request.app[EXCHANGE]
    settings = exchange.settings
    socket = web.WebSocketResponse(max_msg_size=4096, heartbeat=10)
    origin = request.headers.get("Origin", "")
    identity = identity_of(request.query.get("token", ""), settings)
    await socket.prepare(request)
    if identity is None or (settings.allowed_origins and origin not in settings.allowed_origins):
        await socket.close(code=REFUSED)
        return socket
    line = exchange.lines.setdefault(identity, Line(identity))
    await LineSocket(exchange, line, socket).serve()
    return socket


EXCHANGE: web.AppKey[Exchange] = web.AppKey("exchange", Exchange)
