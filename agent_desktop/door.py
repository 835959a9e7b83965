"""The desk's door: what its views stand on, and how it is put on the web server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask
from flask_socketio import SocketIO

from agent_desktop import (
    appointment_views,
    backoffice_views,
    call_views,
    case_views,
    follow_up_views,
    knowledge_views,
    service_views,
    sign_in,
    views,
)
from agent_desktop.answers import answer_refusals
from agent_desktop.back_office import BackOffice
from agent_desktop.broadcast import Broadcast
from agent_desktop.cases import CaseDesk
from agent_desktop.desk import Desk
from agent_desktop.follow_up_desk import FollowUpDesk
from agent_desktop.follow_up_views import FetchRecording
from agent_desktop.open_pages import OpenPages
from agent_desktop.queue_names import queue_names
from agent_desktop.sockets import DeskSockets, emitter
from agent_desktop.views import Ticket
from casework.office import Office
from knowledge_base.catalogue import Knowledge
from knowledge_base.life.publication import Publication
from runtime.web import House
from runtime.web.house import EXTENSION

PING_S = 10


@dataclass(frozen=True)
class DeskDoor:
    """`ticket(name)` is the line of that name: url and token. `number` is the hotline's. `wake` is called when something is due for the outbox; `recording` gives the WAV of a carrier's recording."""

    desk: Desk
    knowledge: Knowledge
    ticket: Ticket
    number: str
    office: Office
    wake: Callable[[], None]
    recording: FetchRecording
    publication: Publication

    def install(self, app: Flask) -> SocketIO:
        """Registers pages, API and sockets; call it after runtime.web.install. Snapshots are sent from a thread that
        begins with the first connected page and ends with `app.extensions["desk_broadcast"].stop()`."""
        house: House = app.extensions[EXTENSION]
        app.register_blueprint(self._blueprint(house))
        sockets = SocketIO(
            app,
            async_mode="threading",
            message_queue=house.settings.redis_url,
            ping_interval=PING_S,
            max_http_buffer_size=20_000,
        )
        pages, names = OpenPages(), queue_names(house.settings.flows)
        broadcast = Broadcast(house.database, house.clock, names, emitter(sockets), pages.agents, self.wake)
        app.extensions["desk_broadcast"] = broadcast
        sockets.on_namespace(DeskSockets(self.desk, pages, broadcast))
        return sockets

    def _blueprint(self, house: House) -> Blueprint:
        door = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates", static_folder="static")
        cases = CaseDesk(self.knowledge, self.office, house.clock.new_id)
        answer_refusals(door)
        sign_in.add_views(door, self.desk)
        views.add_views(door, self.desk, self.ticket, self.number)
        queues = queue_names(house.settings.flows)
        call_views.add_views(door, cases, queues)
        service_views.add_views(door, self.knowledge)
        appointment_views.add_views(door, self.knowledge, self.office)
        knowledge_views.add_views(door, self.publication)
        case_views.add_views(door, cases, self.wake)
        backoffice_views.add_views(door, BackOffice(self.knowledge, self.office), self.wake)
        follow_up_views.add_views(door, FollowUpDesk(self.desk), queues, self.recording)
        return door
