"""The clock and the memory: one bad leg stops nobody, and nothing grows without bound."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from telephony.audio import SILENCE, tone
from telephony.local_carrier.bounded import Bounded
from telephony.local_carrier.call import Call
from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.lanes import Lanes
from telephony.local_carrier.message import Message
from tests.fixtures.carrier import carrier_settings


class Wire:
    """An end that counts what it is sent; `broken` ones raise."""

    def __init__(self, broken: bool = False):
        self.broken, self.frames = broken, []

    def read_frame(self) -> bytes:
        if self.broken:
            raise OSError("the wire is cut")
        return tone((400,), 0.02)

    def write_frame(self, frame: bytes) -> None:
        self.frames.append(frame)


def leg(exchange: Exchange, wire: Wire) -> Call:
    call = Call("AC" + "0" * 32, "+621", "+622", "inbound", endpoint=wire)
    exchange._admit(call)
    call.answer()
    return call


def an_exchange(tmp_path) -> Exchange:
    return Exchange(carrier_settings(1, "http://127.0.0.1:2", tmp_path), webhooks=None, synthesise=None, listen=None)


def test_a_leg_that_fails_ends_and_the_others_go_on(tmp_path, caplog):
    async def scene() -> None:
        exchange = an_exchange(tmp_path)
        good, bad = Wire(), Wire(broken=True)
        first, second, third = (leg(exchange, wire) for wire in (good, bad, good))
        for _ in range(3):
            exchange.tick()
        assert (first.status, second.status, third.status) == ("in-progress", "failed", "in-progress")
        assert len(good.frames) == 6
        assert "the wire is cut" in caplog.text

    asyncio.run(scene())


def test_a_listener_that_fails_is_let_go_and_its_leg_goes_on(tmp_path):
    async def scene() -> None:
        exchange = an_exchange(tmp_path)
        call = leg(exchange, Wire())
        heard = []
        call.heard_by += [lambda frame: 1 / 0, heard.append]
        exchange.tick()
        exchange.tick()
        assert call.status == "in-progress"
        assert len(heard) == 2
        assert len(call.heard_by) == 1

    asyncio.run(scene())


def test_calls_that_are_over_make_room_and_live_ones_stay(tmp_path):
    async def scene() -> None:
        exchange = an_exchange(tmp_path)
        exchange.calls.most = 3
        live = leg(exchange, Wire())
        for _ in range(10):
            leg(exchange, Wire()).end()
        await asyncio.sleep(0)
        assert len(exchange.calls) == 3
        assert live.sid in exchange.calls
        assert list(exchange.live) == [live.sid]

    asyncio.run(scene())


@given(st.integers(1, 5), st.lists(st.booleans(), max_size=20))
def test_bounded_keeps_the_newest_and_whatever_still_runs(most, things):
    kept: Bounded[bool] = Bounded(most, over=lambda over: over)
    for number, over in enumerate(things):
        kept[str(number)] = over
    running = [str(n) for n, over in enumerate(things) if not over]
    assert set(running) <= set(kept)
    assert len(kept) <= max(most, len(running) + 1)
    if things:
        assert str(len(things) - 1) in kept


def test_lanes_keep_the_order_and_forget_who_is_done():
    async def scene() -> None:
        lanes, order = Lanes(), []
        gate = asyncio.Event()

        async def work(number: int) -> None:
            async with lanes.turn("a"):
                await gate.wait()
                order.append(number)

        tasks = [asyncio.create_task(work(number)) for number in range(5)]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2, 3, 4]
        assert not lanes.locks
        assert not lanes.users

    asyncio.run(scene())


def test_silence_is_heard_from_a_leg_without_a_wire(tmp_path):
    async def scene() -> None:
        exchange = an_exchange(tmp_path)
        call = leg(exchange, None)
        exchange.tick()
        assert call.frame_in == SILENCE

    asyncio.run(scene())


def test_a_message_of_many_characters_has_many_parts():
    def parts(body: str) -> int:
        return Message("AC", "a", "b", body).segments

    assert [parts("a" * 160), parts("a" * 161), parts("é" * 70), parts("é" * 71)] == [1, 2, 1, 2]
