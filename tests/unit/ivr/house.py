"""A small house to test flows in: two agencies, three services, a calendar, queues, consents, sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ivr.engine import Sprint, step
from ivr.events import CallStarted, Event
from ivr.flow import Compiled, Flow, compile_sources
from ivr.session import Session, new_session

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Jakarta
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
MOBILE = {"number": "+6281234567890", "mobile": True, "anonymous": False, "calls_this_week": 0}

QUEUES = """
queues:
  umum: {name: {id: Umum, en: General}, skills: [umum], calendar: kantor}
  kependudukan: {name: {id: Kependudukan, en: Civil registration}, agency: DUK, skills: [duk], calendar: kantor}
"""
CALENDAR = """
calendar: kantor
timezone: Asia/Jakarta
weekly: {mon: ["07:30-16:00"], tue: ["07:30-12:30", "13:00-16:00"], wed: ["07:30-16:00"]}
holidays: [{date: 2026-11-25, name: {id: Libur, en: Holiday}}]
special: [{date: 2026-11-26, hours: ["09:00-10:00"]}]
"""
CONSENT = """
consent: data
version: "7"
wording: {id: "Setuju data dicatat?", en: "May we keep your data?"}
"""
MESSAGES = """
messages:
  kartu: {id: "Kartu {{ card.name }}", en: "Card {{ card.name }}"}
"""
SENTENCES = """
intents:
  ask_service: ["[saya] mau (ganti|urus) {service}"]
  complain: [saya mau mengadu]
"""
AGENCIES: dict[str, dict[str, Any]] = {
    "DUK": {"code": "DUK", "name": {"id": "Kependudukan", "en": "Civil registration"}},
    "PDT": {"code": "PDT", "name": {"id": "Pajak", "en": "Taxes"}},
}


def _field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    words = {"id": f"Apa {name}?", "en": f"What {name}?"}
    return {"name": name, "type": kind, "required": True, "label": {"id": name, "en": name}, "ask": words, **more}


REASONS = [
    {"value": "hilang", "label": {"id": "hilang", "en": "lost"}, "says": {"id": ["hilang"], "en": ["lost"]}},
    {"value": "rusak", "label": {"id": "rusak", "en": "damaged"}, "says": {"id": ["rusak"], "en": ["damaged"]}},
]
SERVICES: dict[str, dict[str, Any]] = {
    "DUK-02": {
        "code": "DUK-02",
        "agency": "DUK",
        "name": {"id": "Penggantian KTP", "en": "Replacement card"},
        "channels": {"phone": "full"},
        "where": {"id": "di kantor", "en": "at the office"},
        "utterances": {"id": ["KTP hilang", "ganti KTP"], "en": ["lost identity card"]},
        "fields": [
            _field("nik", "nik", **{"class": "secret"}),
            _field("alasan", "choice", options=REASONS),
            _field("tanggal_surat", "date", required=False, required_if="alasan == 'hilang'"),
            _field("foto", "file"),
            _field("catatan", "text", required=False),
        ],
    },
    "DUK-04": {
        "code": "DUK-04",
        "agency": "DUK",
        "name": {"id": "Akta kelahiran", "en": "Birth certificate"},
        "channels": {"phone": "info"},
        "utterances": {"id": ["akta lahir"], "en": ["birth certificate"]},
        "fields": [],
    },
    "PDT-01": {
        "code": "PDT-01",
        "agency": "PDT",
        "name": {"id": "Pajak bumi", "en": "Land tax"},
        "channels": {"phone": "full"},
        "utterances": {"id": ["bayar pajak"], "en": ["pay tax"]},
        "fields": [_field("nomor", "digits", lengths=[4])],
    },
}
HEAD = """
flow: hotline
language_version: 1
languages: [id, en]
listen: {timeout: 5s, attempts: 3, confirm_below: 0.80, reject_below: 0.40}
commands:
  - {key: "0", says: {id: [petugas], en: [agent]}, goto: to_agent}
  - {key: "*", says: {id: [ulangi], en: [repeat]}, action: repeat}
  - {key: "#", says: {id: [menu utama], en: [main menu]}, goto: home}
"""
TAIL = """
  home: {hang_up: {id: Pulang., en: Home.}}
  bye: {hang_up: {id: Selesai., en: Bye.}}
  to_agent:
    queue: {name: umum}
    closed: bye
    left: bye
"""


def files(flow: str, **more: str) -> dict[str, str]:
    return {
        "hotline.yaml": flow,
        "queues.yaml": QUEUES,
        "messages.yaml": MESSAGES,
        "calendars/kantor.yaml": CALENDAR,
        "consents/data.yaml": CONSENT,
        "sentences/id/all.yaml": SENTENCES,
        "sentences/en/all.yaml": SENTENCES,
        **more,
    }


def compiled(flow: str, **more: str) -> Compiled:
    return compile_sources(files(flow, **more), SERVICES, AGENCIES)


def flow_of(nodes: str, start: str = "first", **more: str) -> Flow:
    """A flow of the given nodes (indented by two) with home, bye and to_agent behind them."""
    found = compiled(f"{HEAD}start: {start}\nnodes:\n{nodes}{TAIL}", **more)
    assert not found.errors, [str(issue) for issue in found.errors]
    return found.flows["hotline"]


class Caller:
    """A call step by step, the session through JSON between each."""

    def __init__(
        self, flow: Flow, now: datetime = NOON, language: str = "id", caller: dict[str, Any] | None = None
    ) -> None:
        self.flow = flow
        self.now = now
        self.session = new_session(flow)
        self.last = Sprint(self.session)
        self.tell(CallStarted(caller or {}, {"id": "c1"}))
        if language and self.session.language != language:
            self.session = Session.from_json({**self.session.to_json(), "language": language})

    def tell(self, event: Event) -> Sprint:
        self.last = step(self.flow, Session.from_json(self.session.to_json()), event, self.now)
        self.session = self.last.session
        return self.last

    @property
    def heard(self) -> str:
        parts = [part for effect in self.last.effects for part in getattr(effect, "parts", ())]
        return " ".join(part.text or f"<{part.recording}>" for part in parts)

    @property
    def wait(self) -> Any:
        return self.last.effects[-1]
