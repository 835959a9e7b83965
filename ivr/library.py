"""What flows stand on besides themselves: services, queues, calendars, wordings of consents, sentences, message texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ivr.calendars import Calendar
from ivr.connectors.connector import Connector
from ivr.fields import Field
from ivr.issue import Mark
from ivr.numbers import Number
from ivr.slot_sentences import Lists
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.flow import Flow

UTC = ZoneInfo("UTC")
Service = Mapping[str, Any]


@dataclass(frozen=True)
class QueueRule:
    """A queue takes its `services` and those of its `agency`, while its `calendar` is open ("" is always)."""

    name: str
    mark: Mark
    agency: str = ""
    services: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    calendar: str = ""
    priority: int = 0


@dataclass(frozen=True)
class Consent:
    name: str
    version: str
    wording: Words
    mark: Mark


@dataclass(frozen=True)
class Library:
    """`sentences` by language and intent, `lists` by language and slot. `fields` by service. `remembered` keeps what is
    costly to work out and never changes: hints by node, language and choices shown. `flows` are those compiled together, by name."""

    services: Mapping[str, Service] = field(default_factory=dict)
    agencies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    queues: Mapping[str, QueueRule] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    consents: Mapping[str, Consent] = field(default_factory=dict)
    sentences: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    lists: Mapping[str, Lists] = field(default_factory=dict)
    messages: Mapping[str, Words] = field(default_factory=dict)
    numbers: Mapping[str, Number] = field(default_factory=dict)
    connectors: Mapping[str, Connector] = field(default_factory=dict)
    zone: ZoneInfo = UTC
    fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    remembered: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def common_queue(self) -> QueueRule | None:
        """The first queue for what belongs nowhere else; else the first of all."""
        common = (rule for rule in self.queues.values() if not rule.agency and not rule.services)
        return next(common, next(iter(self.queues.values()), None))

    def queue_for(self, code: str) -> QueueRule | None:
        """The queue that names the service, else the one of its agency."""
        for rule in self.queues.values():
            if code in rule.services:
                return rule
        agency = self.services.get(code, {}).get("agency", code)
        return next((rule for rule in self.queues.values() if agency and rule.agency == agency), None)
