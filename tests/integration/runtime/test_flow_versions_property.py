"""Whatever is saved, published, planned, cancelled and rolled back, in any order, one revision is live, and it compiles."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from runtime.clock import FrozenClock
from runtime.db import metadata
from runtime.flow_store import FlowStore
from runtime.flow_versions import audit, drafts, schedule
from runtime.flow_versions.people import Person
from runtime.flow_versions.publishing import Order, Publishing
from runtime.flow_versions.refusal import Refused
from runtime.models import flow_aliases, flow_revisions, flow_schedule
from tests.integration.runtime.conftest import AGENCIES, FLOW, SERVICES
from tests.unit.ivr.house import files

PEOPLE = [Person("budi@terminal", "agent"), Person("wati@terminal", "manager"), Person("dewi@terminal", "admin")]
GOLDEN = 'call: a\nat: 2026-11-24T10:00+07:00\nsteps: [{hear: "Pilih."}]\n'
TEXTS = [
    files(FLOW),
    files(FLOW, **{"calls/a.yaml": GOLDEN}),
    files(FLOW.replace("Pilih.", "Silakan."), **{"calls/a.yaml": GOLDEN}),
    files(FLOW.replace("Pilih.", "Ketiga.")),
    files(FLOW.replace("goto: ask}", "goto: nowhere}")),
    {"hotline.yaml": "flow: ["},
]
person, text, number = st.sampled_from(PEOPLE), st.sampled_from(TEXTS), st.integers(0, 3)
deed = st.one_of(
    st.tuples(st.just("publish"), person, text, st.sampled_from(["", "known"]), st.sampled_from(["live", "test"])),
    st.tuples(st.just("save"), person, text),
    st.tuples(st.just("publish_draft"), person, st.booleans()),
    st.tuples(st.just("import"), person, text),
    st.tuples(st.just("roll_back"), person, number),
    st.tuples(st.just("plan"), person, text, st.integers(-1, 3), st.booleans()),
    st.tuples(st.just("cancel"), person, number),
    st.tuples(st.just("pass"), st.integers(-2, 4)),
)


class World:
    def __init__(self, database, clock):
        self.database, self.clock = database, clock
        self.house = Publishing(database, clock, FlowStore(database, clock), SERVICES, AGENCIES)
        self.house.publish(TEXTS[0], Order(PEOPLE[1], "the first"))

    def do(self, what, *given):
        try:
            getattr(self, what if what not in ("import", "pass") else f"{what}_")(*given)
        except Refused as refusal:
            assert str(refusal)

    def publish(self, person, text, override, alias):
        self.house.publish(text, Order(person, "why", alias, override))

    def save(self, person, text):
        with self.database.begin() as conn:
            drafts.save(conn, self.clock.now(), person, text)

    def publish_draft(self, person, force):
        drafts.publish(self.house, person, "why", force=force)

    def import_(self, person, text):
        self.house.bring_in(text, person, "why")

    def roll_back(self, person, number):
        with self.database.read() as conn:
            kept = conn.execute(select(flow_revisions.c.revision).order_by(flow_revisions.c.revision)).scalars().all()
        self.house.roll_back(kept[number % len(kept)], person, "why")

    def plan(self, person, text, hours, force):
        at = self.clock.now() + timedelta(hours=hours)
        schedule.plan(self.house, text, Order(person, "why"), at, force=force)

    def cancel(self, person, number):
        schedule.cancel(self.house, number, person, "why")

    def pass_(self, hours):
        self.clock.advance(3600 * hours)
        schedule.carry_out_due(self.house)
        with self.database.read() as conn:
            assert all(planned.due_at > self.clock.now() for planned in schedule.waiting(conn))

    def check(self):
        with self.database.read() as conn:
            rows = conn.execute(select(flow_aliases.c.revision).where(flow_aliases.c.name == "live")).scalars().all()
            moves = [e for e in reversed(audit.entries(conn)) if e.kind in audit.MOVES and e.alias == "live"]
            done = select(flow_schedule.c.revision).where(flow_schedule.c.state == "done")
            planned = set(conn.execute(done).scalars())
        assert len(rows) == 1
        assert FlowStore(self.database, self.clock).live().revision == rows[0] == moves[-1].revision
        assert [move.moved_from for move in moves] == [None, *(move.revision for move in moves[:-1])]
        assert planned <= {move.revision for move in moves}


def test_exactly_one_revision_is_live_and_compiles(database, clock):
    many = 60 if database.dialect == "sqlite" else 15

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(deed, min_size=4, max_size=14))
    def any_sequence(deeds):
        with database.begin() as conn:
            metadata.drop_all(conn)
            metadata.create_all(conn)
        world = World(database, FrozenClock(clock.now()))
        for each in deeds:
            world.do(*each)
            world.check()

    any_sequence()
