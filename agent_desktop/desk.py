"""What an agent can do, each in one short transaction; and the clock's part in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from agent_desktop import desk_calls, due, follow_ups, legs, offers, presence, wrap_up
from agent_desktop.refused import Refused
from agent_desktop.row_order import take_turn
from agent_desktop.switchboard import Switchboard
from runtime import event_log
from runtime.accounts import Account
from runtime.clock import Clock
from runtime.db import Database


@dataclass(frozen=True)
class Desk:
    """Every method but `tick` raises Refused when the wish comes too late. `wake` is called after each change, when
    it has been committed. `by_telephone`: agents who have a number of their own are called on it."""

    database: Database
    clock: Clock
    switchboard: Switchboard
    by_telephone: bool = False
    wake: Callable[[], None] = lambda: None

    def page_opened(self, agent: Account) -> None:
        with self.database.begin() as conn:
            presence.page_opened(conn, self.clock.now(), agent.id)
        self.wake()

    def page_closed(self, agent_id: str) -> None:
        """The agent's last open page is gone."""
        with self.database.begin() as conn:
            presence.page_closed(conn, self.clock.now(), agent_id)

    def signed_out(self, agent: Account) -> None:
        """Gives back what is being offered and what was taken to follow up, and takes no more calls; a talk goes on until it ends."""
        with self.database.begin() as conn:
            take_turn(conn)
            offers.take_back_from(conn, self.clock.now(), agent.id)
            follow_ups.give_back_all(conn, self.clock.now(), agent.id)
            presence.move(conn, self.clock.now(), agent.id, ("ready",), "not_ready", reason="signed_out")
        self.wake()

    def set_presence(self, agent: Account, state: presence.State) -> None:
        """Ready or not ready; asking for what is already so is fine. Raises Refused busy."""
        with self.database.begin() as conn:
            take_turn(conn)
            _set_presence(conn, self.clock.now(), agent.id, state)
        self.wake()

    def accept(self, agent: Account, offer_id: str) -> None:
        """The agent's own leg is called now; the caller follows when it has joined. Raises Refused offer_gone."""
        now = self.clock.now()
        with self.database.begin() as conn:
            entry = offers.claim(conn, now, offer_id, agent.id)
            desk_call = self.clock.new_id()
            on_telephone = self.by_telephone and agent.phone is not None
            desk_calls.open_for(conn, now, desk_call, entry, agent.id, on_telephone)
            presence.move(conn, now, agent.id, ("offered",), "talking", desk_call_id=desk_call)
            legs.call_agent(conn, now, desk_call)
            event_log.append(conn, now, "call_accepted", call_id=entry.call_id, actor=agent.id)
        self.wake()

    def decline(self, agent: Account, offer_id: str) -> None:
        with self.database.begin() as conn:
            offers.decline(conn, self.clock.now(), offer_id, agent.id)
        self.wake()

    def hang_up(self, agent: Account) -> None:
        """The caller goes on with the flow, the agent wraps up."""
        with self.database.begin() as conn:
            take_turn(conn)
            call = desk_calls.live_of_agent(conn, agent.id)
            if call is None or not legs.agent_finished(conn, self.clock.now(), call):
                raise Refused("not_in_call")
        self.wake()

    def save_wrap_up(self, agent: Account, code: str, note: str) -> None:
        with self.database.begin() as conn:
            wrap_up.save(conn, self.clock.now(), agent.id, code, note)
        self.wake()

    def extend_wrap_up(self, agent: Account) -> None:
        with self.database.begin() as conn:
            wrap_up.extend(conn, self.clock.now(), agent.id)
        self.wake()

    def tick(self) -> None:
        """What time has brought: overdue offers, lost agents, wrap-up that ends, callers for ready agents, orders for
        the carrier. Cheap when nothing is due; safe from several threads and processes."""
        now = self.clock.now()
        with self.database.read() as conn:
            is_due = due.is_anything_due(conn, now)
        if is_due:
            with self.database.begin() as conn:
                self._catch_up(conn, now)
        self.switchboard.carry_out()

    def _catch_up(self, conn: Connection, now: datetime) -> None:
        take_turn(conn)
        for call in desk_calls.past_deadline(conn, now):
            legs.meet_deadline(conn, now, call)
        offers.expire(conn, now)
        wrap_up.end_overdue(conn, now)
        presence.sign_off_the_gone(conn, now)
        offers.make(conn, now, self.clock.new_id)


def _set_presence(conn: Connection, now: datetime, agent_id: str, state: presence.State) -> None:
    presence.sign_on(conn, now, agent_id)
    found = presence.get(conn, agent_id)
    if found is not None and found.state == state:
        return
    before: tuple[presence.State, ...] = ("not_ready",) if state == "ready" else ("ready",)
    if not presence.move(conn, now, agent_id, before, state):
        raise Refused("busy")
