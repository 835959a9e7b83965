"""A small knowledge base with its people, on a database: two services, an article, and flows that ask for a service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge_base.life import drafts, review
from knowledge_base.life.following import follow, index_if_changed
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.publication import Order, Publication
from knowledge_base.life.store import KnowledgeStore
from runtime import accounts, models
from runtime.clock import FrozenClock
from runtime.flow_store import FlowStore
from runtime.flow_versions.people import Person
from runtime.flow_versions.publishing import Order as FlowOrder
from runtime.flow_versions.publishing import Publishing
from tests.fixtures.desk import staff
from tests.unit.ivr.house import HEAD, TAIL, files

ZONE = ZoneInfo("Asia/Jakarta")
START = datetime(2026, 11, 24, 3, tzinfo=UTC)
AGENCIES = """agencies:
  - {code: DUK, name: {id: Dinas, en: Office}, spoken: {id: dinas, en: office}, complaints: true}
  - {code: KOM, name: {id: Kominfo, en: Information}, spoken: {id: kominfo, en: information}}
"""
PLACES = """locations:
  - {code: mpp, name: {id: MPP, en: Mall}, address: {id: Jalan 1, en: Street 1}, hours: {id: pagi, en: mornings}}
"""
SERVICE = """# The most asked service.
code: DUK-02
agency: DUK
name: {id: Cetak ulang KTP, en: Card reprint}
summary: {id: Kartu baru., en: A new card.}
requirements:
  - text: {id: surat kehilangan, en: a police report}
    when: "alasan == 'hilang'"
  - text: {id: Kartu Keluarga, en: the family card}   # the original
fee: {amount: 0, basis: UU 24/2013}
time_limit: {value: 24, unit: hour, unverified: true}
legal: [Perpres 96/2018]
product: {id: KTP, en: A card}
identity: 2
channels: {phone: intake, web: full, kiosk: full, counter: full}
where: {id: di kantor, en: at the office}
locations: [mpp]
transaction: {id: Ajukan, en: Apply}
utterances: {id: [KTP hilang], en: [lost card]}
outcomes: [diterima]
evidence: recalled
valid_from: 2014-01-01
checked: 2026-11-01
fields:
  - name: alasan
    type: choice
    required: true
    label: {id: Alasan, en: Reason}
    ask: {id: "Mengapa?", en: "Why?"}
    options:
      - {value: hilang, label: {id: hilang, en: lost}}
      - {value: rusak, label: {id: rusak, en: damaged}}
  - name: telepon
    type: phone
    label: {id: Telepon, en: Telephone}
    ask: {id: "Nomornya?", en: "Which number?"}
"""
ARTICLE = """code: ART-01
kind: faq
title: {id: Masih berlaku?, en: Still valid?}
body: {id: Ya., en: Yes.}
services: [DUK-02]
agency: DUK
valid_from: 2026-01-01
checked: 2026-01-02
source: UU 24/2013
"""
FLOW = f"{HEAD}start: first\nnodes:\n  first: {{form: {{service: \"'DUK-02'\"}}, next: bye}}\n{TAIL}"
GOLDEN = {"calls/why.yaml": 'call: why\nat: 2026-11-24T10:00+07:00\nsteps: [{hear: "Mengapa?"}]\n'}


OFFICER = {
    "id": "w" * 32,
    "username": "wati",
    "password_hash": "",
    "role": "officer",
    "name": "Wati",
    "language": "id",
    "agency": "DUK",
}


@dataclass
class LifeHouse:
    database: object
    folder: object
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(START))

    def __post_init__(self):
        folder = self.folder / "services"
        for name, text in {
            "services/agencies.yaml": AGENCIES,
            "services/locations.yaml": PLACES,
            "services/DUK/DUK-02.yaml": SERVICE,
            "services/KOM/KOM-01.yaml": SERVICE.replace("DUK", "KOM").replace("KOM-02", "KOM-01"),
            "articles/ART-01.yaml": ARTICLE,
        }.items():
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                file.write_text(text)
        self.services = folder
        with self.database.begin() as conn:
            if accounts.named(conn, "manager") is None:
                conn.execute(models.accounts.insert(), staff())
                conn.execute(models.accounts.insert(), [{**OFFICER, "created_at": self.clock.now()}])
            for name in ("officer", "officer2", "wati", "manager", "admin", "agent1"):
                setattr(self, name, accounts.named(conn, name))
        self.flow_store = FlowStore(self.database, self.clock)
        self.store = self.another_process()
        self.publication = Publication(self.store, self.flows, lambda: index_if_changed(self.store))

    def another_process(self):
        return KnowledgeStore(self.database, self.clock, self.services, ZONE)

    def flows(self, catalogue):
        return Publishing(self.database, self.clock, self.flow_store, catalogue.services, catalogue.agencies)

    def publish_flows(self):
        order = FlowOrder(Person("manager", "manager"), "the flows")
        return self.flows(self.store.current()).publish(files(FLOW, **GOLDEN), order)

    def follow(self, store=None):
        follow(store or self.store, self.flows)

    def text(self, document="service:DUK-02"):
        return self.store.standing().text(document)

    def do(self, act, *arguments, **more):
        """In a transaction of its own."""
        with self.database.begin() as conn:
            return act(conn, *arguments, **more)

    def begin(self, text, who=None, document="service:DUK-02", base=""):
        stands = self.text(document)
        base = base or (digest_of(stands) if stands else None)
        return self.do(drafts.begin, self.store, who or self.officer, document, text, base)

    def submit(self, text, who=None, document="service:DUK-02"):
        draft = self.begin(text, who, document)
        return self.do(drafts.submit, self.store, who or self.officer, draft.id, draft.version, "the new fee")

    def approve(self, text, who=None, by=None, document="service:DUK-02"):
        sent = self.submit(text, who, document)
        return self.do(review.approve, self.store, by or self.wati, sent.id, sent.version, "as the decree says")

    def publish(self, text, document="service:DUK-02", override="", **people):
        ready = self.approve(text, document=document, **people)
        who = self.admin if override else self.manager
        return self.publication.publish(ready.id, ready.version, Order(who, "from today", override))
