"""The desk's Socket.IO namespace: a page connects with the login's cookie and is sent snapshots; it sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask_socketio import Namespace, SocketIO, join_room

from agent_desktop.broadcast import Broadcast
from agent_desktop.desk import Desk
from agent_desktop.open_pages import OpenPages
from runtime.accounts import may
from runtime.web import current_account

NAMESPACE = "/desk"


class DeskSockets(Namespace):  # type: ignore[misc]  # the library has no types
    """A visitor who may not answer calls is refused."""

    def __init__(self, desk: Desk, pages: OpenPages, broadcast: Broadcast) -> None:
        super().__init__(NAMESPACE)
        self._desk, self._pages, self._broadcast = desk, pages, broadcast
        self._agents: dict[str, str] = {}

    def on_connect(self, _auth: object = None) -> bool:
        account = current_account()
        if account is None or not may(account.role, "answer_calls"):
            return False
        self._broadcast.start()
        self._agents[_socket_id()] = account.id
        self._pages.opened(account.id)
        join_room(room_of(account.id))
        self._desk.page_opened(account)
        self._broadcast.send(account.id)
        return True

    def on_disconnect(self, _reason: object = None) -> None:
        agent_id = self._agents.pop(_socket_id(), None)
        if agent_id is not None and self._pages.closed(agent_id):
            self._desk.page_closed(agent_id)


def room_of(agent_id: str) -> str:
    """The room of all pages of one agent."""
    return f"agent-{agent_id}"


def emitter(sockets: SocketIO) -> Callable[[str, dict[str, Any]], None]:
    """Sends a snapshot to an agent's pages; from any thread."""

    def emit(agent_id: str, message: dict[str, Any]) -> None:
        sockets.emit("snapshot", message, namespace=NAMESPACE, to=room_of(agent_id))

    return emit


def _socket_id() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # put there by Flask-SocketIO
