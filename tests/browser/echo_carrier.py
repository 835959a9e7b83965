"""The other end of one browser line: speaks the line's protocol, answers what is dialled, and echoes every frame."""

import asyncio
import json
import threading
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

DIST = Path(__file__).parents[2] / "frontend" / "dist"
PAGE = Path(__file__).with_name("phone_page.html")
PATIENCE_S = 10


class EchoCarrier:
    """Serves the phone's page too. `frames` and `messages` are what the page sent, `tokens` what it registered with;
    `frames_before` counts the frames that had arrived before each message."""

    def __init__(self, port: int):
        self.port, self.loop = port, asyncio.new_event_loop()
        self.frames: list[bytes] = []
        self.messages: list[dict[str, Any]] = []
        self.frames_before: list[int] = []
        self.tokens: list[str] = []
        self.captions: list[dict[str, Any]] = []
        self.live: str | None = None
        self.echoing = True
        self.sockets: list[web.WebSocketResponse] = []
        self.news = threading.Condition()
        self.listening = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self.listening.wait(PATIENCE_S), "the echo carrier did not start"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def until(self, true) -> None:
        """Returns when `true()` is; looked at again whenever something arrives."""
        with self.news:
            assert self.news.wait_for(true, PATIENCE_S), f"never came; messages so far: {self.messages}"

    def tell(self, **message: Any) -> None:
        asyncio.run_coroutine_threadsafe(self.sockets[-1].send_json(message), self.loop).result(PATIENCE_S)

    def ring(self, call: str, caller: str) -> None:
        self.live = call
        self.tell(type="incoming", call=call, **{"from": caller}, parameters={})

    def drop(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        asyncio.run_coroutine_threadsafe(self.sockets[-1].close(code=code), self.loop).result(PATIENCE_S)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def _run(self) -> None:
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get("/ticket", self._ticket)
        app.router.add_get("/captions", self._captions)
        app.router.add_get("/line", self._line)
        app.router.add_static("/static/app", DIST)
        runner = web.AppRunner(app, shutdown_timeout=1)
        self.loop.run_until_complete(runner.setup())
        self.loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self.port).start())
        self.listening.set()
        self.loop.run_forever()
        self.loop.run_until_complete(runner.cleanup())
        self.loop.close()

    async def _page(self, _: web.Request) -> web.Response:
        files = json.loads((DIST / "manifest.json").read_text())["phone/main.ts"]
        page = PAGE.read_text().replace("SCRIPT", files["file"]).replace("STYLE", files["css"][0])
        return web.Response(text=page, content_type="text/html")

    async def _ticket(self, _: web.Request) -> web.Response:
        self._add(self.tokens, f"token-{len(self.tokens)}")
        return web.json_response({"url": f"ws://127.0.0.1:{self.port}/line", "token": self.tokens[-1]})

    async def _captions(self, request: web.Request) -> web.Response:
        return web.json_response({"lines": self.captions if request.query["call"] == self.live else []})

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        assert request.query["token"] == self.tokens[-1], "each socket has a fresh token"
        self._add(self.sockets, socket)
        await socket.send_json({"type": "registered", "identity": "+6281200000001", "call": self.live})
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                self._add(self.frames, message.data)
                if self.echoing:
                    await socket.send_bytes(message.data)
            elif message.type is WSMsgType.TEXT:
                await self._act(socket, json.loads(message.data))
        return socket

    async def _act(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        self.frames_before.append(len(self.frames))
        if message["type"] == "dial":
            self.live = f"CA{len(self.messages):032x}"
            await socket.send_json({"type": "dialing", "call": self.live, "to": message["to"]})
        if message["type"] in ("dial", "answer"):
            await socket.send_json({"type": "answered", "call": self.live})
        if message["type"] in ("hangup", "reject"):
            ended, self.live = self.live, None
            await socket.send_json({"type": "ended", "call": ended, "status": "completed"})
        self._add(self.messages, message)

    def _add(self, to: list[Any], item: Any) -> None:
        with self.news:
            to.append(item)
            self.news.notify_all()
