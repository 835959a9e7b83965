"""A published flow, and the turn as a phone door would take it: its replies differ whenever they are rendered anew."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from ivr.effects import Lookup, Queue
from ivr.events import CallStarted, LookupDone
from runtime import event_log
from runtime.flow_store import FlowStore
from runtime.flow_versions.people import Person
from runtime.flow_versions.publishing import Order, Publishing
from runtime.turn import apologise, take_turn
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, files

CALL = "c" * 32
MANAGER = Person("wati", "manager")
ADMIN = Person("dewi", "admin")
NODES = """
  first:
    menu:
      prompt: {id: "Pilih.", en: "Choose."}
      choices:
        - {key: 1, label: {id: kartu, en: card}, goto: ask}
        - {key: 2, label: {id: antre, en: queue}, goto: to_agent}
  ask: {lookup: {source: service_card, with: {service: "'X'"}, into: card}, found: second, not_found: bye, failed: to_agent}
  second:
    menu:
      prompt: {id: "Lagi?", en: "More?"}
      choices: [{key: 1, label: {id: ulang, en: again}, goto: first}, {key: 2, label: {id: habis, en: end}, goto: bye}]
"""
FLOW = f"{HEAD}start: first\nnodes:\n{NODES}{TAIL}"


def render(context, effects):
    said = " ".join(part.text for effect in effects for part in getattr(effect, "parts", ()))
    return f"{context.session.wait.number}|{context.session.wait.kind}|{said}|{uuid4().hex}".encode()


@dataclass
class Door:
    """`acted` collects the wait numbers at which a handler acted; `failing` names handlers that raise."""

    database: object
    clock: object
    flows: FlowStore
    acted: list = field(default_factory=list)
    failing: set = field(default_factory=set)

    def handlers(self):
        return {Lookup: self._look_up, Queue: self._queue}

    def _look_up(self, context, _effect):
        self._act(context, "lookup")
        return LookupDone("found", {"name": "kartu"})

    def _queue(self, context, _effect):
        self._act(context, "queue")

    def _act(self, context, name):
        event_log.append(context.conn, context.now, f"{name}_handled", call_id=context.call_id)
        if name in self.failing:
            raise RuntimeError("the handler failed for 081234567890")
        self.acted.append(name)

    def take(self, wait, digest, event, render=render, handlers=None):
        handlers = self.handlers() if handlers is None else handlers
        now = self.clock.now()
        return take_turn(self.database, self.flows, handlers, render, CALL, wait, digest, event, now)

    def start(self):
        return self.take(0, "start", CallStarted({}, {"id": CALL}))

    def apologise(self):
        return apologise(self.database, self.flows, self.handlers(), render, CALL, self.clock.now())

    def logged(self):
        with self.database.read() as conn:
            return event_log.of_call(conn, CALL)


def publishing(database, clock, store=None, services=SERVICES):
    return Publishing(database, clock, store or FlowStore(database, clock), services, AGENCIES)


@pytest.fixture
def flows(database, clock):
    store = FlowStore(database, clock)
    publishing(database, clock, store).publish(files(FLOW), Order(MANAGER, "the first"))
    return store


@pytest.fixture
def door(database, clock, flows):
    return Door(database, clock, flows)
