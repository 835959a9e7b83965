"""What a caller files with the hotline alone is the case that an agent files from the same answers.

Other by nature, and named here: who filed it and how the filing is known (`NAMED`); free words, which a caller speaks and an
agent types, so that of a secret case the voice is withheld too; and what only a person can take by telephone (`phone: agent`),
which an agent fills in and a caller alone owes: what is owed may keep the clock from starting.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from casework import consents
from casework.dialogue import CaseEffects
from casework.models import cases
from casework.office import Office
from ivr import effects as wanted
from ivr.events import CallStarted, CodeChecked, CodeSent, DigitsEntered, Event, MessageSent, SpeechHeard
from ivr.flow import Flow, compile_sources
from ivr.questions.protocol import Context
from ivr.questions.service_levels import level_at
from ivr.session import Session
from knowledge_base.lookups import ServiceCards
from knowledge_base.variables import holds
from runtime import dialogue_store
from runtime.models import dialogue_sessions
from runtime.turn import take_turn
from runtime.turn_context import TurnContext
from telephony.models import calls
from tests.fixtures.desk import START, Scene
from tests.fixtures.desk_web import catalogue, desk_web, signed_in
from tests.integration.agent_desktop.answers_given import OWN_NUMBER, Given, given
from tests.unit.test_flows import sources

NAMED = {
    "id",
    "reference",
    "key",
    "actor",
    "call_id",
    "consent",
    "filed_at",
    "slots",
    "shown_later",
    "owes",
    "withheld",
    "read_back",
}
CLOCK = {"clock", "due_at", "watch_at"}
ELSEWHERE = {"PTS-04": "a status is told, nothing is filed", "KOM-01": "the complaint flow records it in one piece"}
MOST_TURNS = 60
OFFICE = Office(ZoneInfo("Asia/Jakarta"), "ID")
ALWAYS = {
    wanted.SendMessage: MessageSent(True),
    wanted.SendCode: CodeSent("sent"),
    wanted.CheckCode: CodeChecked("right"),
}
Service = Mapping[str, Any]


class Flows:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def opening(self) -> Flow:
        return self.flow

    def pinned(self, revision: str, name: str) -> Flow:
        return self.flow


class Caller:
    """Turn by turn through the shipped flow on a database, answering as `answers` say."""

    def __init__(self, scene: Scene, flow: Flow, service: Service, answers: Mapping[str, Given]) -> None:
        self.scene, self.flow, self.service = scene, flow, service
        self.left = {name: list(events) for name, (_, events) in answers.items()}
        self.call = f"{service['code']:0>32}"
        effects = CaseEffects(catalogue(), scene.clock.new_id, lambda conn, call: OWN_NUMBER, lambda: None, OFFICE)
        quiet = {kind: _nothing for kind in vars(wanted).values() if isinstance(kind, type)}
        answered = {kind: _always(event) for kind, event in ALWAYS.items()}
        own = {
            wanted.Lookup: ServiceCards(catalogue(), "id").look_up,
            wanted.SubmitCase: effects.submit,
            wanted.RecordConsent: effects.record_consent,
        }
        self.handlers = {**quiet, **answered, **own}

    def files(self) -> None:
        with self.scene.database.begin() as conn:
            row = {"id": self.call, "sid": self.call, "from_number": OWN_NUMBER, "to_number": "112", "mobile": True}
            conn.execute(calls.insert().values(**row, status="in-progress", started_at=START))
        caller = {"number": OWN_NUMBER, "mobile": True, "anonymous": False, "calls_this_week": 0}
        self._take(CallStarted(caller, {"id": self.call}))
        for _ in range(MOST_TURNS):
            session = self._session()
            place = f"{session.graph}.{session.node}"
            if place == "hotline.anything_else":
                return
            assert place != "hotline.to_agent", f"{self.service['code']} was given to an agent: {session.slots}"
            self._take(self._does(place, session))
        raise AssertionError(f"{self.service['code']}: still at {place} {session.state}")

    def _take(self, event: Event) -> None:
        database, now = self.scene.database, self.scene.clock.now()
        reply = lambda context, effects: b""  # noqa: E731
        take_turn(database, Flows(self.flow), self.handlers, reply, self.call, None, None, event, now)

    def _session(self) -> Session:
        with self.scene.database.begin() as conn:
            saved = dialogue_store.lock(conn, self.call)
        assert saved is not None
        return saved.session()

    def _does(self, place: str, session: Session) -> Event:
        if place == "service.questions":
            return self.left[session.state["field"]].pop(0)
        if place == "service.which_service":
            return DigitsEntered(self._key(session))
        return ELSE.get(place, DigitsEntered("1"))

    def _key(self, session: Session) -> str:
        library = self.flow.library
        context = Context("id", START, services=library.services, agencies=library.agencies)
        level = level_at(str(session.state.get("kept", "")), context)
        codes = [entry["code"] for entry in level.shown]
        wanted_code = self.service["agency" if level.of_agencies else "code"]
        return str(codes.index(wanted_code) + 1 if wanted_code in codes else len(codes) + 1)


ELSE = {
    "hotline.main": DigitsEntered("2"),
    "service.verify": DigitsEntered("123456"),
    "service.check_back": SpeechHeard("ya"),
}


def _nothing(context: TurnContext, effect: Any) -> None:
    return None


def _always(event: Event) -> Any:
    return lambda context, effect: event


def filed_by_phone() -> list[Service]:
    return [
        service
        for code, service in catalogue().services.items()
        if service["channels"]["phone"] in ("full", "intake") and code not in ELSEWHERE
    ]


def applies(field: Mapping[str, Any], typed: Mapping[str, Any]) -> bool:
    condition = field.get("required_if")
    return condition is None or holds(condition, typed)


def answers_for(service: Service, chance: Random) -> dict[str, Given]:
    """To all fields that apply and can be told; later ones depend on those before."""
    found: dict[str, Given] = {}
    for field in service["fields"]:
        told = {"ya": True, "tidak": False}
        typed = {name: told.get(words, words) for name, (words, _) in found.items()}
        if field["phone"] != "later" and field["type"] not in ("file", "place") and applies(field, typed):
            found[field["name"]] = given(field, chance)
    return found


def told(row: Mapping[str, Any], service: Service) -> dict[str, Any]:
    """The case without what is other by nature."""
    spoken = {field["name"] for field in service["fields"] if field["type"] in ("text", "name")}
    alone = {field["name"] for field in service["fields"] if field["phone"] == "agent"}
    other = NAMED | CLOCK if any(field["name"] in alone and field["required"] for field in service["fields"]) else NAMED
    slots = {name: "spoken" if name in spoken else value for name, value in row["slots"].items() if name not in alone}
    return {
        **{name: value for name, value in row.items() if name not in other},
        "slots": slots,
        "shown_later": [name for name in row["shown_later"] if name not in alone],
        "owes": [owed for owed in row["owes"] or () if owed["name"] not in alone],
        "withheld": [name for name in row["withheld"] or () if name not in alone | spoken],
        "consented": bool(row["consent"]),
    }


@pytest.fixture(scope="module")
def flow() -> Flow:
    order = catalogue()
    return compile_sources(sources().files, order.services, order.agencies).flows["hotline"]


def test_the_hotline_alone_and_an_agent_file_the_same_case(scene, tmp_path, flow, request):
    chance = Random(request.node.name)
    sari = signed_in(desk_web(scene, tmp_path), "sari")
    talk = scene.talk()
    differ = {}
    for service in filed_by_phone():
        answers = answers_for(service, chance)
        Caller(scene, flow, service, answers).files()
        one, other = both(scene, sari, talk, service, answers)
        if told(one, service) != told(other, service):
            differ[service["code"]] = (told(one, service), told(other, service))
        assert set(other["shown_later"]) <= set(one["shown_later"])
    assert differ == {}


def both(scene, sari, talk, service, answers):
    """The case of the caller alone, then that of the agent in a call of the same consent and level."""
    with scene.database.begin() as conn:
        conn.execute(dialogue_sessions.delete().where(dialogue_sessions.c.call_id == talk))
        consents.record(conn, scene.clock.now(), talk, "data_processing", "1", given=True)
    scene.say(talk, "ya", {}, verified=2 if service["identity"] == 2 else 0)
    with scene.database.begin() as conn:
        one = conn.execute(select(cases).order_by(cases.c.filed_at, cases.c.reference)).mappings().all()[-1]
    body = {"call_id": talk, "service": service["code"], "slots": {name: words for name, (words, _) in answers.items()}}
    filed = sari.post("cases", {**body, "key": f"form-{service['code']}"})
    assert filed.status_code == 201, (service["code"], filed.json)
    with scene.database.begin() as conn:
        found = select(cases).where(cases.c.reference == filed.json["reference"].replace("-", ""))
        other = conn.execute(found).mappings().one()
    assert (one["service"], one["actor"], other["actor"]) == (service["code"], None, scene.agents[0].id)
    return one, other
