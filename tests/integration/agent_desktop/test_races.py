"""Two who want the same at the same instant: one gets it, the other is told so."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event

import pytest
from sqlalchemy import func, select

from agent_desktop import legs, offers, presence
from agent_desktop.models import agent_presence, desk_calls, queue_entries
from agent_desktop.refused import Refused
from agent_desktop.telephone_news import call_ended
from runtime.clock import SystemClock

TIMES = 200


def at_once(*works) -> list[bool]:
    """Which of the works were not refused; all begin together."""
    barrier = Barrier(len(works))

    def run(work) -> bool:
        barrier.wait(60)
        try:
            work()
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def offered(scene, number: int, offer: dict[str, str] | None = None) -> str:
    """A fresh caller is offered to Sari; the offer's id. `offer` is what a key gives the caller instead of waiting."""
    scene.call(number, offer)
    scene.desk.tick()
    return scene.shown(scene.agents[0])["offer"]["id"]


def live_calls(scene) -> int:
    with scene.database.read() as conn:
        query = select(func.count()).select_from(desk_calls).where(desk_calls.c.state != "ended")
        return conn.execute(query).scalar_one()


def end_the_call(scene, number: int) -> None:
    """The caller hangs up, and Sari is ready again."""
    scene.tell(call_ended, f"{number:032d}")
    scene.desk.save_wrap_up(scene.agents[0], "answered", "")


def test_two_desks_accept_at_the_same_instant_one_wins_200_times(scene):
    sari, budi = scene.agents
    scene.ready(sari)
    for number in range(1, TIMES + 1):
        offer = offered(scene, number)
        rival = sari if number % 2 else budi
        won = at_once(lambda o=offer: scene.desk.accept(sari, o), lambda o=offer, r=rival: scene.desk.accept(r, o))
        assert sum(won) == 1, f"round {number}"
        assert live_calls(scene) == 1
        end_the_call(scene, number)


def test_an_agent_accepts_or_the_caller_leaves_by_a_key_never_both(scene):
    sari = scene.agents[0]
    for number in range(1, 61):
        scene.ready(sari)
        call, offer = f"{number:032d}", offered(scene, number, {"callback": "1"})
        chosen = []

        def press(call=call, chosen=chosen):
            with scene.database.begin() as conn:
                chosen.append(legs.take_offer(conn, scene.clock.now(), call, 3, "1"))

        accepted, _ = at_once(lambda o=offer: scene.desk.accept(sari, o), press)
        assert accepted == (chosen == [""]), f"round {number}"
        assert live_calls(scene) == accepted
        if accepted:
            end_the_call(scene, number)
        else:
            assert scene.shown(sari)["presence"]["state"] == "ready"
        with scene.database.begin() as conn:
            assert legs.take_offer(conn, scene.clock.now(), call, 3, "1") == chosen[0], "told twice it is the same"


def test_an_offer_is_accepted_or_passes_to_the_next_agent_never_both(scene):
    sari, budi = scene.agents
    for number in range(1, 41):
        scene.ready(sari)
        offer = offered(scene, number)
        scene.ready(budi)
        scene.clock.advance(offers.OFFER_S - 2)
        late = replace(scene.desk, clock=Later(scene.clock))
        accepted, _ = at_once(lambda o=offer: scene.desk.accept(sari, o), late.tick)
        shown = scene.shown(budi)
        assert accepted == (shown["offer"] is None), f"round {number}"
        scene.tell(call_ended, f"{number:032d}")
        with scene.database.begin() as conn:
            conn.execute(agent_presence.update().values(state="not_ready"))


def test_a_caller_who_hangs_up_is_accepted_or_abandoned_never_both(scene):
    sari = scene.agents[0]
    for number in range(1, 41):
        scene.ready(sari)
        offer = offered(scene, number)
        at_once(
            lambda o=offer: scene.desk.accept(sari, o),
            lambda n=number: scene.tell(call_ended, f"{n:032d}"),
        )
        with scene.database.read() as conn:
            entry = conn.execute(select(queue_entries.c.state).where(queue_entries.c.call_id == f"{number:032d}"))
            state, mine = entry.scalar_one(), presence.get(conn, sari.id).state
        assert (state, mine) in {("abandoned", "ready"), ("done", "wrap_up")}, f"round {number}"
        assert live_calls(scene) == 0
        if mine == "wrap_up":
            scene.desk.save_wrap_up(sari, "dropped", "")


def test_many_tickers_offer_each_caller_to_one_agent(scene):
    scene.ready(*scene.agents)
    for number in range(1, 6):
        scene.call(number)
    at_once(*[scene.desk.tick] * 8)
    with scene.database.read() as conn:
        taken = conn.execute(select(queue_entries.c.agent_id).where(queue_entries.c.state == "offered")).scalars()
        assert sorted(taken) == sorted(agent.id for agent in scene.agents)


def test_an_order_is_carried_out_once_while_the_carrier_takes_its_time(scene):
    sari = scene.agents[0]
    scene.ready(sari)
    scene.desk.accept(sari, offered(scene, 1))
    asked, may_answer, place = Event(), Event(), scene.carrier.place

    def slow_place(*words: str) -> str:
        asked.set()
        assert may_answer.wait(60)
        return place(*words)

    scene.carrier.place = slow_place
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(scene.desk.tick)
        assert asked.wait(60)
        scene.carrier.place = place
        scene.desk.tick()
        assert scene.carrier.told == []
        may_answer.set()
        first.result(10)
    scene.desk.tick()
    assert [told[0] for told in scene.carrier.told] == ["place"]


class Later:
    """The same clock, seen just after the offer's end."""

    def __init__(self, clock):
        self.clock = clock

    def now(self):
        return self.clock.now() + timedelta(seconds=2)

    def new_id(self) -> str:
        return self.clock.new_id()


@pytest.fixture(autouse=True)
def ids_of_threads(scene):
    """The frozen clock counts ids without a lock: threads take random ones."""
    scene.clock.new_id = SystemClock().new_id
