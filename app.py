"""Wiring, and the command line: settings, the three dicts, the doors, the processes."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from agent_desktop import legs, telephone_news
from agent_desktop.agency_door import AgencyDoor
from agent_desktop.booking import Booking
from agent_desktop.desk import Desk
from agent_desktop.door import DeskDoor
from agent_desktop.queue_caller import queue_caller
from agent_desktop.switchboard import Switchboard
from casework.delivery.deliver import CaseDelivery
from casework.delivery.ways import problems as delivery_problems
from casework.delivery.ways import ways
from casework.dialogue import CaseEffects
from casework.notifications import Notifications
from casework.office import CALENDAR, Office
from casework.public_status import PublicStatus, public_status
from casework.reminders import remind
from casework.watch import ClockWatch
from citizen.captions import captions
from citizen.status_page import StatusPage
from citizen.views import CitizenDoor
from ivr import effects as wanted
from ivr.calendars import Calendar
from knowledge_base.catalogue import Catalogue
from knowledge_base.life import schedule as plans
from knowledge_base.life.doubts import Doubts
from knowledge_base.life.following import follow, index_if_changed, reindex
from knowledge_base.life.publication import Publication
from knowledge_base.life.store import KnowledgeStore
from knowledge_base.life.updates import tell
from knowledge_base.lookups import OutsideBodies, ServiceCards
from runtime import accounts, dead_letters, event_log, masking, outbox
from runtime.clock import Clock, SystemClock
from runtime.config import ConfigError, Settings
from runtime.connectors.client import Client
from runtime.connectors.source import Connectors, problems
from runtime.db import Database, metadata
from runtime.flow_store import FlowStore, NoLiveFlow
from runtime.flow_versions import schedule
from runtime.flow_versions.publishing import Publishing
from runtime.flow_versions.start import bring_up_to_date
from runtime.jobs import Job, Jobs
from runtime.migrations import migrate
from runtime.slow_lookups import SlowLookups
from runtime.turn_context import Handler, TurnContext
from runtime.web import House, carrier_socket, install
from telephony import calls, codes, return_calls
from telephony.call_handler import CallHandler
from telephony.code_effects import CodeDelivery, CodeEffects
from telephony.effects import PhoneDeliveries, PhoneEffects, spoken
from telephony.prompts import Prompts, forget_old
from telephony.region import country_of, example_number
from telephony.return_calls import ReturnCalls
from telephony.speech.client import SpeechClient
from telephony.twilio.rest import TwilioCarrier, line_token
from telephony.wait_document import WaitDocument
from telephony.warming import warm
from telephony.webhooks import phone_door

ROOT = Path(__file__).resolve().parent
log = logging.getLogger("app")
LOOPBACK_S = 0.5
AGENCIES_TAKE = ("deliver_case",)


class Hotline:
    """The parts of one web process, each made once, when first needed."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings, self.clock = settings, clock or SystemClock()
        self.database = Database(settings.database_url)
        self.knowledge = KnowledgeStore(self.database, self.clock, settings.services, settings.timezone)
        self.flows = FlowStore(self.database, self.clock)
        self._followed = ""
        self.new_code = codes.random_code
        connectors = Connectors(self.flows, Client(settings.connector_hosts), settings.connector_secrets)
        self.lookups = SlowLookups(self.database, self.clock, connectors)
        self.speech = SpeechClient(settings.speech_socket)
        self.country = country_of(settings.timezone_name)
        self.number = settings.hotline_number or example_number(self.country)
        local = f"http://127.0.0.1:{settings.carrier_port}" if settings.carrier == "local" else None
        self.carrier = TwilioCarrier(settings.account_sid, settings.auth_token, self.number, local)
        switchboard = Switchboard(
            self.database, self.clock, self.carrier, settings.public_base_url, ThreadPoolExecutor(8, "orders")
        )
        self.desk = Desk(self.database, self.clock, switchboard, settings.carrier == "twilio", self.wake)
        self.jobs = Jobs(
            (
                Job("desk", self.desk.tick, every_s=1.0),
                Job("outbox", lambda: self._deliver(without=AGENCIES_TAKE), every_s=1.0),
                Job("reminders", lambda: remind(self.database, self.clock, self.office), every_s=60.0, urgent=False),
                Job("return calls", lambda: self.returns.tick(), every_s=5.0, urgent=False),
                Job("what is old", self._forget, every_s=3600.0, urgent=False),
            )
        )

        # An agency's service may take its time: no caller and no desk waits behind it.
        self.agency_jobs = Jobs((Job("agencies", lambda: self._deliver(only=AGENCIES_TAKE), every_s=1.0),))
        self.slow_jobs = Jobs(
            (
                Job("planned publications", lambda: schedule.carry_out_due(self.publishing), every_s=1.0, urgent=False),
                Job("new revisions", self.follow_flows, every_s=5.0, urgent=False),
                Job("planned knowledge", lambda: plans.carry_out_due(self.publication), every_s=5.0, urgent=False),
                Job("clocks of cases", lambda: self.clock_watch.tick(), every_s=2.0, urgent=False),
                Job("knowledge", lambda: follow(self.knowledge, self.flows_with), every_s=2.0, urgent=False),
            )
        )

    def wake(self) -> None:
        self.jobs.wake()
        self.agency_jobs.wake()

    def _deliver(self, **kinds: Sequence[str]) -> None:
        outbox.deliver_due(self.database, self.clock, self.deliveries, 20, **kinds)

    def _forget(self) -> None:
        with self.database.begin() as conn:
            forget_old(conn, self.clock.now())
            codes.forget_old(conn, self.clock.now())
            self.lookups.forget_old(conn, self.clock.now())
            dead_letters.forget_old(conn, self.clock.now())

    @property
    def catalogue(self) -> Catalogue:
        return self.knowledge.current()

    @property
    def publishing(self) -> Publishing:
        return self.flows_with(self.catalogue)

    def flows_with(self, catalogue: Catalogue) -> Publishing:
        return Publishing(self.database, self.clock, self.flows, catalogue.services, catalogue.agencies)

    @cached_property
    def publication(self) -> Publication:
        return Publication(self.knowledge, self.flows_with, lambda: index_if_changed(self.knowledge))

    @cached_property
    def prompts(self) -> Prompts:
        s = self.settings
        recorded = s.flows / "recordings"
        return Prompts(s.public_base_url, s.secret_key, recorded, self.speech.synthesise_now, self.carrier.recording)

    @cached_property
    def clock_watch(self) -> ClockWatch:
        return ClockWatch(self.database, self.clock, self.office)

    @cached_property
    def office(self) -> Office:
        s = self.settings
        return Office(s.timezone, self.country, s.status_page, self._calendar)

    def _calendar(self) -> Calendar | None:
        """The office's, as the live flows have it."""
        try:
            return self.flows.live().library.calendars.get(CALENDAR)
        except NoLiveFlow:
            return None

    @cached_property
    def effect_handlers(self) -> Mapping[type[Any], Handler]:
        """EFFECT_HANDLERS: what a flow wants -> who does it. Each effect has exactly one taker."""
        phone = PhoneEffects(self.wake)
        booking = Booking(self.clock.new_id, self.country, self.wake)
        proofs = CodeEffects(self.settings.secret_key, self.wake, lambda: self.new_code())
        cases = CaseEffects(self.knowledge, self.clock.new_id, calls.number_of, self.wake, self.office)
        cards = ServiceCards(self.knowledge, "id")
        return {
            wanted.Say: spoken,
            wanted.Collect: spoken,
            wanted.RecordVoice: spoken,
            wanted.Hangup: spoken,
            wanted.Transfer: phone.transfer,
            wanted.Queue: queue_caller(self.clock.new_id, self.wake),
            wanted.Lookup: _by_source(
                {
                    "service_card": cards.look_up,
                    "knowledge": cards.find,
                    "case_status": cases.look_up,
                    "caller_history": cases.caller_history,
                    "directory": OutsideBodies(self.knowledge, "id").find,
                    "free_slots": cases.free_slots,
                    "knowledge_doubt": Doubts(self.knowledge).note,
                },
                self.lookups.begin,
            ),
            wanted.SubmitCase: cases.submit,
            wanted.SendMessage: phone.send_message,
            wanted.BookCallback: booking.book,
            wanted.KeepVoicemail: booking.keep,
            wanted.SendCode: proofs.send,
            wanted.CheckCode: proofs.check,
            wanted.ReturnCall: return_calls.wanted,
            wanted.RecordSurvey: cases.record_survey,
            wanted.RecordConsent: cases.record_consent,
            wanted.StartRecording: phone.start_recording,
            wanted.NoteSlip: note_slip,
        }

    @cached_property
    def deliveries(self) -> Mapping[str, outbox.Delivery]:
        """DELIVERIES: outbox kind -> who sends it."""
        phone = PhoneDeliveries(self.database, self.clock, self.carrier, self.settings.public_base_url)
        agencies = CaseDelivery(
            self.database, self.clock, lambda: self.catalogue.agencies, ways(self.settings, self.clock)
        )
        return {
            "start_recording": phone.start_recording,
            "send_message": phone.send_message,
            "return_call": self.returns.ring,
            "send_code": CodeDelivery(self.clock, self.carrier),
            "deliver_case": agencies,
            "notify_citizen": Notifications(self.database, self.carrier.send_message, self.office, self.knowledge),
        }

    @cached_property
    def calls(self) -> CallHandler:
        """EVENT_HANDLERS: what the phone tells -> who writes it down in the same transaction."""
        happened = {kind: (handler,) for kind, handler in telephone_news.EVENT_HANDLERS.items()}
        return CallHandler(
            self.settings,
            self.database,
            self.clock,
            self.flows,
            self.effect_handlers,
            self.prompts,
            happened,
            self.lookups,
            self.wake,
            telephone_news.ask_left_for,
        )

    @cached_property
    def returns(self) -> ReturnCalls:
        return ReturnCalls(self.calls, self.carrier)

    def ticket(self, identity: str) -> dict[str, str]:
        s = self.settings
        return {"url": carrier_socket() or "", "token": line_token(s.account_sid, s.api_key, s.api_secret, identity)}

    def services(self, language: str) -> list[dict[str, Any]]:
        """What the home page lists, by name."""
        rows = [
            {
                "name": service["name"][language],
                "summary": service["summary"][language],
                "agency": self.catalogue.agencies[service["agency"]]["name"][language],
                "free": service["fee"]["amount"] == 0,
            }
            for service in self.catalogue.services.values()
        ]
        return sorted(rows, key=lambda row: str(row["name"]).lower())

    def public_status(self, reference: str, ending: str, language: str) -> PublicStatus | None:
        """What the status page shows."""
        with self.database.read() as conn:
            now, known = self.clock.now(), self.catalogue
            return public_status(conn, now, reference, ending, language, known, self.office)

    def follow_flows(self) -> None:
        """A revision that has become live is compiled, and its prompts are spoken, before a caller needs them."""
        live = self.flows.live()
        if live.revision != self._followed:
            self._followed = live.revision
            marks = self.settings.var / "prompts"
            Thread(target=warm, args=(self.prompts, live, marks), name="warming", daemon=True).start()

    def health(self) -> Response:
        state = {"database": "ok"}
        try:
            with self.database.read() as conn:
                conn.execute(text("SELECT 1"))
            self.flows.live()
        except (SQLAlchemyError, LookupError) as error:
            log.error("health: %s", type(error).__name__)
            state["database"] = "failed"
        status = "ok" if state["database"] == "ok" else "failed"
        response = jsonify(status=status, **state, speech=self.speech.state_now(), carrier=self._carrier_state())
        response.status_code = 200 if status == "ok" else 503
        return response

    def _carrier_state(self) -> dict[str, str]:
        """`status` of the local carrier: ok or unreachable; another's cannot be known from here."""
        if self.settings.carrier != "local":
            return {"kind": self.settings.carrier, "status": "configured"}
        try:
            socket.create_connection((self.settings.own_host, self.settings.carrier_port), timeout=LOOPBACK_S).close()
        except OSError:
            return {"kind": "local", "status": "unreachable"}
        return {"kind": "local", "status": "ok"}


def _by_source(sources: Mapping[str, Handler], connector: Handler) -> Handler:
    """A source that the house does not have itself is a connector's name."""

    def look_up(context: TurnContext, effect: wanted.Lookup) -> Any:
        return sources.get(effect.source, connector)(context, effect)

    return look_up


def note_slip(context: TurnContext, effect: wanted.NoteSlip) -> None:
    """A flow author's slip: the call goes on, the manager finds it in the log."""
    slip = {"node": effect.node, "text": effect.text}
    event_log.append(context.conn, context.now, "flow_slip", call_id=context.call_id, data=slip)


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The web application; its jobs are started by whoever serves it (`app.extensions["jobs"].start()`)."""
    hotline = Hotline(settings, clock)
    app = Flask(__name__, static_folder=None)
    install(app, House(settings, hotline.database, hotline.clock))
    wait_document = WaitDocument(
        hotline.calls,
        telephone_news.ask_queue,
        telephone_news.ask_agent_leg,
        legs.take_offer,
        telephone_news.ask_called_back,
    )
    app.register_blueprint(phone_door(hotline.calls, wait_document, hotline.returns))
    citizen = CitizenDoor(
        settings,
        hotline.country,
        hotline.services,
        hotline.ticket,
        _captions(hotline.database),
        StatusPage(hotline.public_status),
    )
    app.register_blueprint(citizen.blueprint())
    office = Office(settings.timezone, hotline.country)
    app.register_blueprint(AgencyDoor(settings.agency_secrets, office, hotline.wake).blueprint())
    desk = DeskDoor(
        hotline.desk,
        hotline.knowledge,
        hotline.ticket,
        hotline.number,
        hotline.office,
        hotline.wake,
        hotline.carrier.recording,
        hotline.publication,
    )
    desk.install(app)
    app.add_url_rule("/health", "health", hotline.health)
    app.extensions["jobs"] = hotline.jobs
    app.extensions["parts"] = hotline
    return app


def _captions(database: Database) -> Callable[[str, str, int], list[Any]]:
    def of(sid: str, number: str, after: int) -> list[Any]:
        with database.read() as conn:
            return captions(conn, sid, number, after)

    return of


def wsgi() -> Flask:
    """For gunicorn: one web process with its jobs."""
    set_up_logging()
    app = create_app(settings_or_exit())
    app.extensions["jobs"].start()
    app.extensions["parts"].agency_jobs.start()
    app.extensions["parts"].slow_jobs.start()
    return app


def prepare(settings: Settings) -> Callable[[Callable[[str], None]], None]:
    """Brings database, accounts, catalogue and flows up to date; says what is wrong and goes on with what was good."""

    def work(say: Callable[[str], None]) -> None:
        database, clock = Database(settings.database_url), SystemClock()
        migrate(database, metadata)
        if settings.demo:
            with database.begin() as conn:
                accounts.seed_demo(conn, clock.now())
        knowledge = KnowledgeStore(database, clock, settings.services, settings.timezone)
        catalogue = knowledge.current()
        reindex(knowledge)
        tell(knowledge, say)
        flows = FlowStore(database, clock)
        publishing = Publishing(database, clock, flows, catalogue.services, catalogue.agencies)
        bring_up_to_date(publishing, settings.flows, settings.flows_from == "directory", say)
        try:
            connectors = flows.live().library.connectors
        except NoLiveFlow:
            connectors = {}
        for problem in problems(connectors.values(), settings.connector_hosts, settings.connector_secrets):
            say(problem)
        for problem in delivery_problems(settings, catalogue.agencies):
            say(problem)
        database.close()

    return work


@dataclass(frozen=True)
class Command:
    help: str
    run: Callable[[Settings, argparse.Namespace], int]


def settings_or_exit() -> Settings:
    try:
        return Settings.from_environment(os.environ, ROOT)
    except ConfigError as error:
        print(f"setting: {error}", file=sys.stderr)
        raise SystemExit(2) from error


def set_up_logging() -> None:
    masking.configure(logging.WARNING)


def _serve(settings: Settings, _: argparse.Namespace) -> int:
    from deploy.serve import serve

    return serve(settings, prepare(settings))


def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    prepare(settings)(print)
    return 0


def _carrier(settings: Settings, _: argparse.Namespace) -> int:
    from telephony.local_carrier.process import main
    from telephony.local_carrier.settings import CarrierSettings

    web = settings.public_base_url
    main(
        CarrierSettings(
            host=settings.host,
            port=settings.carrier_port,
            base_url=f"http://127.0.0.1:{settings.carrier_port}",
            account_sid=settings.account_sid,
            auth_token=settings.auth_token,
            api_key=settings.api_key,
            api_secret=settings.api_secret,
            voice_url=f"{web}/telephony/voice",
            fallback_url=f"{web}/telephony/fallback",
            status_url=f"{web}/telephony/status",
            recordings=settings.var / "recordings",
            speech_socket=settings.speech_socket,
            shortcut=(web, f"http://{settings.own_host}:{settings.port}"),
        )
    )
    return 0


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    from deploy.doctor import doctor

    return doctor(settings)


def _user_add(settings: Settings, arguments: argparse.Namespace) -> int:
    from deploy.accounts import add

    a = arguments
    agencies = Catalogue.load(settings.services).agencies
    return add(settings, metadata, a.username, a.role, a.name, a.language, a.phone, a.agency, agencies)


def _outbox(settings: Settings, arguments: argparse.Namespace) -> int:
    from deploy import deliveries

    if arguments.action == "resend":
        return deliveries.resend(settings, arguments.numbers, arguments.all)
    return deliveries.show_given_up(settings)


def _agency(settings: Settings, arguments: argparse.Namespace) -> int:
    from deploy.deliveries import compare

    return compare(settings, arguments.code, arguments.send_missing)


def _bench(settings: Settings, arguments: argparse.Namespace) -> int:
    from deploy.bench import bench, bench_cases
    from deploy.bench_search import bench_search

    return {"all": bench, "cases": bench_cases, "search": bench_search}[arguments.what](settings)


def _demo_call(settings: Settings, arguments: argparse.Namespace) -> int:
    from deploy.demo_call import demo_call

    return demo_call(settings, headless=not arguments.visible)


COMMANDS: Mapping[str, Command] = {
    "serve": Command("start everything and watch it (the default)", _serve),
    "migrate": Command("bring database, catalogue and flows up to date", _migrate),
    "carrier": Command("the local carrier alone", _carrier),
    "doctor": Command("what is there, what is missing, and the mend", _doctor),
    "user": Command("add an account: user add NAME --role agent", _user_add),
    "outbox": Command("what was not delivered, and sending it again: outbox list, outbox resend NUMBER", _outbox),
    "agency": Command("how an agency's own list differs from our cases: agency DUK", _agency),
    "bench": Command("measure, and write var/bench.json", _bench),
    "demo-call": Command("a scripted caller and agent play the sample call", _demo_call),
}


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python app.py", description=(__doc__ or "").split(":")[0])
    commands = parser.add_subparsers(dest="command")
    made = {name: commands.add_parser(name, help=command.help) for name, command in COMMANDS.items()}
    made["demo-call"].add_argument("--visible", action="store_true", help="show the two browsers")
    outbox_actions = made["outbox"].add_subparsers(dest="action", required=True)
    outbox_actions.add_parser("list")
    again = outbox_actions.add_parser("resend")
    again.add_argument("numbers", type=int, nargs="*")
    again.add_argument("--all", action="store_true", help="everything that was given up")
    made["bench"].add_argument(
        "what", nargs="?", choices=("all", "cases", "search"), default="all", help="cases: a million of them"
    )
    made["agency"].add_argument("code")
    made["agency"].add_argument("--send-missing", action="store_true", help="what is missing there leaves again")
    user = made["user"].add_subparsers(dest="action", required=True).add_parser("add")
    user.add_argument("username")
    user.add_argument("--role", default="agent", choices=accounts.ROLES)
    user.add_argument("--name", default="")
    user.add_argument("--language", default="id", choices=("id", "en"))
    user.add_argument("--agency", help="the agency of an officer, such as DUK")
    user.add_argument("--phone", help="the telephone on which this agent answers when CARRIER=twilio")
    arguments = parser.parse_args(words)
    set_up_logging()
    command = COMMANDS[arguments.command or "serve"]
    return command.run(settings_or_exit(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
