"""The files that flows stand on: queues.yaml, calendars/, consents/, sentences/<language>/, texts/<language>.yaml, messages.yaml, numbers.yaml,
connectors.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ivr import numbers
from ivr.calendar_reading import read_calendar
from ivr.calendars import Calendar
from ivr.connectors.connector import Connector
from ivr.connectors.reading import read_connectors
from ivr.fields import service_fields
from ivr.issue import Issue
from ivr.library import UTC, Consent, Library, QueueRule
from ivr.nodes.lookup import SOURCES
from ivr.numbers import read_numbers
from ivr.reading import Reading
from ivr.sentence_reading import read_lists, read_sentences
from ivr.source_tree import Table
from ivr.table_reader import TableReader
from ivr.words import Words

Trees = Mapping[str, Table]


def read_library(
    trees: Trees,
    languages: tuple[str, ...],
    services: Mapping[str, Mapping[str, Any]],
    agencies: Mapping[str, Mapping[str, Any]],
    issues: list[Issue],
) -> Library:
    reading = Reading(languages, issues)
    calendars = _calendars(trees, reading)
    return Library(
        services=services,
        agencies=agencies,
        queues=_queues(trees, reading, calendars),
        calendars=calendars,
        consents=_consents(trees, reading),
        sentences=read_sentences(trees, issues),
        lists=read_lists(trees, issues),
        messages=_messages(trees, reading),
        numbers=read_numbers(trees.get(numbers.FILE), reading),
        connectors=_connectors(trees, reading),
        zone=_zone(calendars),
        fields={code: service_fields(service) for code, service in services.items()},
    )


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _in(trees: Trees, folder: str, reading: Reading) -> Iterator[tuple[str, TableReader]]:
    for path, table in trees.items():
        if path.startswith(f"{folder}/"):
            yield _stem(path), TableReader(table, _stem(path), reading)


def _calendars(trees: Trees, reading: Reading) -> dict[str, Calendar]:
    found: dict[str, Calendar] = {}
    for name, reader in _in(trees, "calendars", reading):
        calendar = read_calendar(reader, name)
        if calendar.name in found:
            reader.error("calendar", f"there are two calendars '{calendar.name}'")
        found[calendar.name] = calendar
    return found


def _zone(calendars: Mapping[str, Calendar]) -> ZoneInfo:
    """The house's own time: that of its first calendar."""
    return next((calendar.zone for calendar in calendars.values()), UTC)


def _queues(trees: Trees, reading: Reading, calendars: Mapping[str, Calendar]) -> dict[str, QueueRule]:
    table = trees.get("queues.yaml")
    if table is None:
        return {}
    return read_queues(TableReader(table, "queues", reading), calendars)


def read_queues(reader: TableReader, calendars: Mapping[str, Calendar]) -> dict[str, QueueRule]:
    found = {name: _queue(own, name, calendars) for name, own in reader.named_tables("queues", required=True).items()}
    reader.finish()
    return found


def _queue(reader: TableReader, name: str, calendars: Mapping[str, Calendar]) -> QueueRule:
    reader.words("name")
    rule = QueueRule(
        name,
        reader.mark,
        reader.word("agency"),
        reader.words_list("services"),
        reader.words_list("skills"),
        reader.word("calendar"),
        int(reader.number("priority", 0, 0, 9)),
    )
    if rule.calendar and rule.calendar not in calendars:
        reader.error(
            "calendar", f"there is no calendar '{rule.calendar[:40]}'; there are {', '.join(calendars) or 'none'}"
        )
    reader.finish()
    return rule


def _consents(trees: Trees, reading: Reading) -> dict[str, Consent]:
    found: dict[str, Consent] = {}
    for stem, reader in _in(trees, "consents", reading):
        consent = read_consent(reader, stem)
        if consent is not None and consent.name in found:
            reader.error("consent", f"there are two consents '{consent.name[:40]}'")
        elif consent is not None:
            found[consent.name] = consent
    return found


def read_consent(reader: TableReader, name: str) -> Consent | None:
    name = reader.word("consent") or name
    version, wording = reader.word("version", required=True), reader.words("wording", required=True)
    reader.words("title")
    reader.finish()
    return Consent(name, version, wording, reader.mark) if wording is not None else None


def _messages(trees: Trees, reading: Reading) -> dict[str, Words]:
    table = trees.get("messages.yaml")
    if table is None:
        return {}
    return read_messages(TableReader(table, "messages", reading))


def read_messages(reader: TableReader) -> dict[str, Words]:
    messages = reader.named_words("messages", required=True)
    reader.finish()
    return messages


def _connectors(trees: Trees, reading: Reading) -> dict[str, Connector]:
    table = trees.get("connectors.yaml")
    return {} if table is None else read_connectors(TableReader(table, "connectors", reading), SOURCES)
