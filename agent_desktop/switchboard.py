"""Carries out orders at the carrier, outside any transaction: legs are called, redirected, held and hung up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import groupby

from agent_desktop import carrier_orders, desk_calls, follow_ups, legs
from agent_desktop.carrier_orders import Order
from agent_desktop.desk_calls import DeskCall
from runtime import accounts
from runtime.clock import Clock
from runtime.db import Database
from telephony import addresses, calls
from telephony.carrier import Carrier, CarrierError

log = logging.getLogger(__name__)

WANTED: Mapping[carrier_orders.Kind, tuple[desk_calls.State, ...]] = {
    "call_agent": ("connecting", "lost"),
    "bring_caller": ("bridging",),
    "ring_caller": ("bridging",),
    "hold_caller": ("lost",),
    "unhold_caller": ("talking",),
    "return_caller": ("ended",),
    "release_caller": ("ended",),
    "hang_up_agent": ("ended",),
    "hang_up_caller": ("ended",),
}
"""An order that finds its call in another state comes too late and is dropped."""


@dataclass(frozen=True)
class Switchboard:
    """`base` is the configured public address of the webhooks. `executor` carries out the orders of different calls
    side by side; without one they are carried out before carry_out returns."""

    database: Database
    clock: Clock
    carrier: Carrier
    base: str
    executor: Executor | None = field(default=None)

    def carry_out(self) -> int:
        """Whatever is due now; how many orders were taken."""
        orders = carrier_orders.claim(self.database, self.clock.now())
        by_call = sorted(orders, key=lambda order: (order.desk_call_id, order.id))
        for _, group in groupby(by_call, key=lambda order: order.desk_call_id):
            batch = list(group)
            if self.executor is None:
                self._run(batch)
            else:
                self.executor.submit(self._run, batch)
        return len(orders)

    def _run(self, orders: list[Order]) -> None:
        for order in orders:
            try:
                self._carry_out(order)
            except Exception:
                # The order stays claimed and comes back when its lease ends; the other orders of this call go on.
                log.exception("order %s (%s) was interrupted", order.id, order.kind)

    def _carry_out(self, order: Order) -> None:
        with self.database.read() as conn:
            call = desk_calls.get(conn, order.desk_call_id)
        if call is None or call.state not in WANTED[order.kind]:
            self._close(order)
            return
        try:
            self._act(order, call)
        except CarrierError as error:
            self._failed(order, call, error)
        else:
            self._close(order)

    def _act(self, order: Order, call: DeskCall) -> None:
        actions: Mapping[carrier_orders.Kind, Callable[[], None]] = {
            "call_agent": lambda: self._call_agent(call),
            "bring_caller": lambda: self._redirect(call, addresses.caller_room(self.base, call.call_id, call.wait)),
            "ring_caller": lambda: self._ring_caller(call),
            "hold_caller": lambda: self._hold(call, True),
            "unhold_caller": lambda: self._hold(call, False),
            "return_caller": lambda: self._redirect(call, addresses.step(self.base, call.call_id, call.wait)),
            "release_caller": lambda: self._redirect(
                call, addresses.step(self.base, call.call_id, call.wait, e="left")
            ),
            "hang_up_agent": lambda: self._hang_up(order, call),
            "hang_up_caller": lambda: self._hang_up_caller(call),
        }
        actions[order.kind]()

    def _call_agent(self, call: DeskCall) -> None:
        with self.database.read() as conn:
            account = accounts.get(conn, call.agent_id)
        if account is None:
            raise CarrierError("the agent's account is closed", retryable=False)
        to = account.phone if call.on_telephone and account.phone else f"client:{account.username}"
        status = addresses.leg_status(self.base, call.call_id)
        leg = self.carrier.place(to, addresses.agent_leg(self.base, call.id), status)
        with self.database.begin() as conn:
            # The leg may have joined already: agent_joined has then named it.
            kept = desk_calls.change(conn, call.id, WANTED["call_agent"], agent_leg=leg)
        if not kept:
            self._hang_up_unless_joined(call, leg)

    def _ring_caller(self, call: DeskCall) -> None:
        """Once: an agent who was lost while it rang comes back to the same ringing."""
        if call.caller_leg is not None:
            return
        with self.database.read() as conn:
            owed = follow_ups.get(conn, call.entry_id)
        if owed is None or not owed.number:
            raise CarrierError("there is no number to ring", retryable=False)
        status = addresses.leg_status(self.base, call.call_id)
        leg = self.carrier.place(owed.number, addresses.called_back(self.base, call.id), status)
        with self.database.begin() as conn:
            kept = desk_calls.change(conn, call.id, ("bridging", "talking", "lost"), caller_leg=leg)
        if not kept:
            self.carrier.hang_up(leg)

    def _hang_up_caller(self, call: DeskCall) -> None:
        if call.caller_leg is not None:
            self.carrier.hang_up(call.caller_leg)

    def _hang_up_unless_joined(self, call: DeskCall, leg: str) -> None:
        with self.database.read() as conn:
            now = desk_calls.get(conn, call.id)
        if now is None or now.agent_leg != leg or now.state == "ended":
            self.carrier.hang_up(leg)

    def _redirect(self, call: DeskCall, url: str) -> None:
        self.carrier.redirect(self._caller_sid(call), url)

    def _hold(self, call: DeskCall, on: bool) -> None:
        self.carrier.hold(addresses.room_name(call.call_id), self._caller_sid(call), on)

    def _hang_up(self, order: Order, call: DeskCall) -> None:
        leg = order.leg or call.agent_leg
        if leg is not None:
            self.carrier.hang_up(leg)

    def _caller_sid(self, call: DeskCall) -> str:
        if call.caller_leg is not None:
            return call.caller_leg
        with self.database.read() as conn:
            row = calls.get(conn, call.call_id)
        if row is None:
            raise CarrierError("no such call", gone=True)
        return str(row._mapping["sid"])

    def _close(self, order: Order) -> None:
        with self.database.begin() as conn:
            carrier_orders.close(conn, order)

    def _failed(self, order: Order, call: DeskCall, error: CarrierError) -> None:
        log.warning("order %s (%s) of call %s failed: %s", order.id, order.kind, call.call_id, error)
        now = self.clock.now()
        with self.database.begin() as conn:
            if error.retryable and not order.is_last_attempt:
                carrier_orders.put_off(conn, now, order)
                return
            carrier_orders.close(conn, order)
            if order.kind == "call_agent" and call.state == "connecting":
                legs.give_back(conn, now, call, "no_answer")
            elif order.kind == "ring_caller":
                legs.unanswered(conn, now, call)
            elif order.kind == "bring_caller" and error.gone:
                legs.caller_left(conn, now, call.call_id)
