"""What an agent does about callbacks and voicemails, each in one short transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from agent_desktop import desk_calls, follow_ups, legs, presence
from agent_desktop.desk import Desk
from agent_desktop.refused import Refused
from agent_desktop.row_order import take_turn
from runtime import event_log
from runtime.accounts import Account
from telephony import calls


@dataclass(frozen=True)
class FollowUpDesk:
    """Every method raises Refused when the wish comes too late."""

    desk: Desk

    def take(self, agent: Account, id: str) -> None:
        """Raises Refused already_taken or no_such_follow_up."""
        with self.desk.database.begin() as conn:
            take_turn(conn)
            follow_ups.take(conn, self.desk.clock.now(), id, agent.id)

    def give_back(self, agent: Account, id: str) -> None:
        """Raises Refused not_taken, or busy while the caller is on the line."""
        with self.desk.database.begin() as conn:
            _check_free(conn, agent.id, id)
            follow_ups.give_back(conn, self.desk.clock.now(), id, agent.id)

    def end(self, agent: Account, id: str, outcome: follow_ups.Outcome) -> None:
        """Raises Refused not_taken, or busy while the caller is on the line."""
        with self.desk.database.begin() as conn:
            _check_free(conn, agent.id, id)
            follow_ups.end(conn, self.desk.clock.now(), id, agent.id, outcome)

    def call(self, agent: Account, id: str) -> None:
        """The agent's own leg is called now; the caller is rung when it has joined. Raises Refused not_taken, busy,
        no_number_to_call, or still_on_line while the caller is in the house's hands already."""
        now, desk_call = self.desk.clock.now(), self.desk.clock.new_id()
        with self.desk.database.begin() as conn:
            take_turn(conn)
            owed = follow_ups.of_agent(conn, id, agent.id)
            if not owed.number:
                raise Refused("no_number_to_call")
            if calls.is_on_line(conn, owed.call_id, now) or desk_calls.live_of_call(conn, owed.call_id) is not None:
                raise Refused("still_on_line")
            presence.sign_on(conn, now, agent.id)
            if not presence.move(conn, now, agent.id, ("ready", "not_ready"), "talking", desk_call_id=desk_call):
                raise Refused("busy")
            on_telephone = self.desk.by_telephone and agent.phone is not None
            desk_calls.open_back_for(conn, now, desk_call, owed, agent.id, on_telephone)
            legs.call_agent(conn, now, desk_call)
            event_log.append(conn, now, "callback_begun", call_id=owed.call_id, actor=agent.id)
        self.desk.wake()

    def recording(self, agent: Account, id: str) -> str:
        """The carrier's sid of a voicemail that this agent has taken. Raises Refused not_taken or no_such_follow_up."""
        with self.desk.database.read() as conn:
            owed = follow_ups.of_agent(conn, id, agent.id)
        if owed.recording is None:
            raise Refused("no_such_follow_up")
        return owed.recording


def _check_free(conn: Connection, agent_id: str, id: str) -> None:
    take_turn(conn)
    follow_ups.of_agent(conn, id, agent_id)
    call = desk_calls.live_of_agent(conn, agent_id)
    if call is not None and call.entry_id == id:
        raise Refused("busy")
