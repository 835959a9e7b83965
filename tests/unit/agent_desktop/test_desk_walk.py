"""Any order of what agents, callers, legs and time do keeps the rows of queue, presence and talk in step."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from agent_desktop import desk_calls, offers, presence, queueing
from agent_desktop.models import queue_entries
from agent_desktop.refused import Refused
from agent_desktop.telephone_news import call_ended, leg_changed, participant_joined, participant_left
from runtime.db import Database, metadata
from tests.fixtures.desk import Scene, sid_of

AGENTS = st.integers(0, 1)


class DeskWalk(RuleBasedStateMachine):
    """Two agents, and callers who keep coming; the carrier always obeys, its news come in any order or never."""

    def __init__(self):
        super().__init__()
        self.database = Database("sqlite://")
        metadata.create_all(self.database.engine)
        self.scene = Scene(self.database)
        self.calls: list[str] = []
        for agent in self.scene.agents:
            self.scene.desk.page_opened(agent)

    def teardown(self):
        self.database.close()

    @rule()
    @precondition(lambda self: len(self.calls) < 6)
    def a_caller_queues(self):
        self.calls.append(self.scene.call(len(self.calls) + 1))

    @rule(agent=AGENTS, state=st.sampled_from(["ready", "not_ready"]))
    def an_agent_sets_presence(self, agent, state):
        self.wish(lambda: self.scene.desk.set_presence(self.scene.agents[agent], state))

    @rule(agent=AGENTS, accepts=st.booleans())
    def an_agent_answers_the_offer(self, agent, accepts):
        who = self.scene.agents[agent]
        offer = self.scene.shown(who)["offer"]
        if offer:
            act = self.scene.desk.accept if accepts else self.scene.desk.decline
            self.wish(lambda: act(who, offer["id"]))

    @rule(agent=AGENTS)
    def an_agent_hangs_up(self, agent):
        self.wish(lambda: self.scene.desk.hang_up(self.scene.agents[agent]))

    @rule(agent=AGENTS)
    def an_agent_wraps_up(self, agent):
        self.wish(lambda: self.scene.desk.save_wrap_up(self.scene.agents[agent], "other", ""))

    @rule(agent=AGENTS)
    def an_agent_signs_out(self, agent):
        self.scene.desk.signed_out(self.scene.agents[agent])

    @rule(seconds=st.sampled_from([0, 1, 5, 20, 30, 60]))
    def time_goes_on(self, seconds):
        self.scene.clock.advance(seconds)
        self.scene.desk.tick()

    @rule(data=st.data(), news=st.sampled_from([participant_joined, participant_left, leg_changed]))
    @precondition(lambda self: self.calls and self.scene.carrier.legs)
    def news_of_an_agents_leg(self, data, news):
        leg = f"LEG{data.draw(st.integers(1, self.scene.carrier.legs))}"
        self.scene.tell(news, data.draw(st.sampled_from(self.calls)), sid=leg, status="completed")

    @rule(data=st.data(), news=st.sampled_from([participant_joined, participant_left, call_ended]))
    @precondition(lambda self: self.calls)
    def news_of_the_caller(self, data, news):
        call = data.draw(st.sampled_from(self.calls))
        self.scene.tell(news, call, sid=sid_of(call))

    def wish(self, act):
        try:
            act()
        except Refused:
            return
        self.scene.desk.tick()

    @invariant()
    def presence_tells_what_the_rows_tell(self):
        with self.database.read() as conn:
            for agent in self.scene.agents:
                state = presence.get(conn, agent.id).state
                assert (offers.of_agent(conn, agent.id) is not None) == (state == "offered")
                assert (desk_calls.live_of_agent(conn, agent.id) is not None) == (state == "talking")

    @invariant()
    def an_accepted_caller_has_one_talk(self):
        with self.database.read() as conn:
            for row in conn.execute(select(queue_entries.c.call_id, queue_entries.c.state)):
                has_talk = desk_calls.live_of_call(conn, row.call_id) is not None
                assert has_talk == (row.state == "accepted")

    @invariant()
    def a_live_talk_either_ends_by_itself_or_is_going_on(self):
        with self.database.read() as conn:
            for agent in self.scene.agents:
                call = desk_calls.live_of_agent(conn, agent.id)
                assert call is None or (call.deadline is None) == (call.state == "talking")

    @invariant()
    def nobody_waits_while_somebody_is_ready(self):
        self.scene.desk.tick()
        with self.database.read() as conn:
            waits = any(entry.state == "waiting" for entry in queueing.waiting(conn))
            assert not (waits and presence.all_of(conn, "ready"))


TestDeskWalk = DeskWalk.TestCase
TestDeskWalk.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
