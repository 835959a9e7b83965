"""`publish`, `rollback`, `cancel`, `export`, `import`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from deploy.flow_versions.house import House, Misused
from runtime.flow_versions import schedule
from runtime.flow_versions.judging import Judged
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.sources import read_folder, write_folder


def publish_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="PATH", help="a folder of flows, or a revision that is kept")
    _who_and_why(parser)
    parser.add_argument("--at", metavar="TIME", help="later: 2026-12-24T18:00, in the office's time zone")
    parser.add_argument(
        "--alias", default="live", metavar="NAME", help="for numbers of that alias; golden calls may fail"
    )
    parser.add_argument("--override", default="", metavar="REASON", help="an admin's, when golden calls fail")
    parser.add_argument("--force", action="store_true", help="with --at: even if something else is published by then")


def publish(house: House, arguments: argparse.Namespace) -> int:
    files = house.sources(arguments.what).files
    person = house.person(arguments.person)
    order = Order(person, arguments.why, arguments.alias, arguments.override)
    if arguments.at:
        planned = schedule.plan(house.publishing, files, order, _moment(house, arguments.at), force=arguments.force)
        when = planned.due_at.astimezone(house.settings.timezone).isoformat(timespec="minutes")
        print(f"revision {planned.revision} is planned for {when}; `cancel {planned.id}` takes it back")
        return 0
    published = house.publishing.publish(files, order)
    _show_failed(published.judged)
    stands = "answers new calls" if order.alias == "live" else f"is {order.alias}"
    print(
        f"revision {published.revision} {stands}" if published.moved else f"revision {published.revision} did already"
    )
    _say_source(house)
    return 0


def roll_back_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", metavar="REVISION")
    _who_and_why(parser)


def roll_back(house: House, arguments: argparse.Namespace) -> int:
    revision = house.revision(arguments.revision)
    house.publishing.roll_back(revision, house.person(arguments.person), arguments.why)
    print(f"revision {revision} answers new calls again")
    _say_source(house)
    return 0


def cancel_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="as `revisions` lists it")
    _who_and_why(parser)


def cancel(house: House, arguments: argparse.Namespace) -> int:
    schedule.cancel(house.publishing, arguments.number, house.person(arguments.person), arguments.why)
    print(f"publication {arguments.number} will not happen")
    return 0


def export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", metavar="REVISION", help="or an alias, such as live")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def export(house: House, arguments: argparse.Namespace) -> int:
    revision = house.revision(arguments.revision)
    files = house.sources(revision).files
    write_folder(arguments.folder, files)
    print(f"revision {revision}: {len(files)} files in {arguments.folder}")
    return 0


def bring_in_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    _who_and_why(parser, required=False)


def bring_in(house: House, arguments: argparse.Namespace) -> int:
    why = arguments.why or f"imported from {arguments.folder.name or 'a folder'}"
    judged = house.publishing.bring_in(read_folder(arguments.folder), house.person(arguments.person), why)
    _show_failed(judged)
    print(f"revision {judged.revision} is kept; `publish {judged.revision}` lets it answer calls")
    return 0


def _who_and_why(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--why", required=required, metavar="TEXT", help="for the audit")
    parser.add_argument("--as", dest="person", metavar="USER", help="an account; else the system's user, marked so")


def _show_failed(judged: Judged) -> None:
    for outcome in judged.failed:
        for issue in outcome.issues:
            print(issue)
    if judged.failed:
        print(f"{len(judged.failed)} golden calls fail")


def _say_source(house: House) -> None:
    if house.settings.flows_from == "directory":
        print("FLOWS_FROM=directory: the next start reads flows/ again")


def _moment(house: House, written: str) -> datetime:
    """Raises Misused."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Misused(f"--at {written[:40]}: a time is such as 2026-12-24T18:00 or 2026-12-24T18:00+07:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=house.settings.timezone)
