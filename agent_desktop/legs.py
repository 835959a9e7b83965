"""What the telephone tells of a desk call's legs: who joined, who left. Each runs inside the webhook's transaction and
leaves orders for the carrier, which are carried out after the commit. News that comes late or twice changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from agent_desktop import carrier_orders, desk_calls, follow_ups, offers, presence, queueing, wrap_up
from agent_desktop.desk_calls import BRIDGE_S, LIVE, RECALL_S, RING_S, DeskCall
from agent_desktop.row_order import take_turn
from runtime import event_log

RETRY_S = 2
"""A lost agent whose line does not answer is called again after so long."""


def call_agent(conn: Connection, now: datetime, desk_call_id: str) -> None:
    carrier_orders.give(conn, now, desk_call_id, "call_agent")


def agent_joined(conn: Connection, now: datetime, call_id: str, leg: str) -> None:
    """The agent's leg is in the conference: the caller is brought, or hears the agent again."""
    take_turn(conn)
    call = desk_calls.live_of_call(conn, call_id)
    if call is None or call.agent_leg not in (None, leg):
        return
    if call.caller_joined:
        known = desk_calls.change(
            conn, call.id, ("lost",), state="talking", since=call.accepted_at, deadline=None, agent_leg=leg
        )
        order: carrier_orders.Kind = "unhold_caller"
    else:
        deadline = now + timedelta(seconds=RING_S if call.calls_back else BRIDGE_S)
        known = desk_calls.change(
            conn, call.id, ("connecting", "lost"), state="bridging", since=now, deadline=deadline, agent_leg=leg
        )
        order = "ring_caller" if call.calls_back else "bring_caller"
    if known and call.calls_back and call.state == "connecting":
        follow_ups.attempted(conn, now, call.entry_id, call.agent_id)
    if known:
        carrier_orders.give(conn, now, call.id, order)
        event_log.append(conn, now, "agent_joined", call_id=call_id, actor=call.agent_id)


def caller_joined(conn: Connection, now: datetime, call_id: str) -> None:
    """The caller's leg is in the conference: they talk, or the caller waits for an agent who has just been lost."""
    take_turn(conn)
    call = desk_calls.live_of_call(conn, call_id)
    if call is None or call.caller_joined:
        return
    desk_calls.change(conn, call.id, LIVE, caller_joined=True)
    if call.state == "lost":
        carrier_orders.give(conn, now, call.id, "hold_caller")
    elif desk_calls.change(conn, call.id, ("connecting", "bridging"), state="talking", since=now, deadline=None):
        event_log.append(conn, now, "caller_joined", call_id=call_id, actor=call.agent_id)


def agent_left(conn: Connection, now: datetime, call_id: str, leg: str) -> None:
    """The agent's leg is out of the conference, or ended before it got there. A telephone that hangs up means it; a
    browser's line that goes away does not: the caller hears music and the agent is called again."""
    take_turn(conn)
    call = desk_calls.live_of_call(conn, call_id)
    if call is None or call.agent_leg != leg:
        return
    if call.state == "connecting":
        give_back(conn, now, call, "no_answer")
    elif call.on_telephone and call.state == "talking":
        agent_finished(conn, now, call)
    elif call.state == "lost":
        desk_calls.change(conn, call.id, ("lost",), agent_leg=None)
        carrier_orders.give(conn, now + timedelta(seconds=RETRY_S), call.id, "call_agent")
    else:
        _agent_lost(conn, now, call)


def rung_caller_left(conn: Connection, now: datetime, call_id: str, leg: str) -> None:
    """The leg on which the house has rung a caller back is over: they have hung up, or have never answered."""
    take_turn(conn)
    call = desk_calls.live_of_call(conn, call_id)
    if call is None or not is_rung_caller(call, leg):
        return
    if not call.caller_joined:
        unanswered(conn, now, call)
    elif _over(conn, now, call, "caller"):
        carrier_orders.give(conn, now, call.id, "hang_up_agent", call.agent_leg)


def is_rung_caller(call: DeskCall, leg: str) -> bool:
    """Whether `leg` is the one that rings the caller; its news may come before the carrier has told its name."""
    if not call.calls_back or call.state == "connecting":
        return False
    return leg == call.caller_leg if call.caller_leg else call.agent_leg not in (None, leg)


def unanswered(conn: Connection, now: datetime, call: DeskCall) -> None:
    """The caller who is rung back does not answer: it is tried again later, and the agent wraps up."""
    if _over(conn, now, call, "no_answer"):
        follow_ups.end(conn, now, call.entry_id, call.agent_id, "no_answer")
        carrier_orders.give(conn, now, call.id, "hang_up_caller")
        carrier_orders.give(conn, now, call.id, "hang_up_agent", call.agent_leg)


def caller_left(conn: Connection, now: datetime, call_id: str) -> None:
    """The caller has hung up: whoever waited with them or talked to them is free of the call."""
    take_turn(conn)
    entry = queueing.of_call(conn, call_id)
    if entry is not None and queueing.end(conn, now, entry, queueing.STILL_QUEUED, "abandoned"):
        offers.withdraw(conn, now, entry)
        event_log.append(conn, now, "caller_abandoned", call_id=call_id, data={"queue_id": entry.id})
    call = desk_calls.live_of_call(conn, call_id)
    if call is not None and not call.calls_back and _over(conn, now, call, "caller"):
        carrier_orders.give(conn, now, call.id, "hang_up_agent", call.agent_leg)


def queue_left(conn: Connection, now: datetime, call_id: str, wait: int, left_for: str | None = None) -> bool:
    """The caller has left the queue for another step of the flow; `left_for` is what they chose by a key. False when that place is over,
    or an agent has accepted the caller."""
    take_turn(conn)
    entry = queueing.of_call(conn, call_id)
    if entry is None or entry.wait != wait or not queueing.leave(conn, now, entry, left_for):
        return False
    offers.withdraw(conn, now, entry)
    event_log.append(conn, now, "queue_left", call_id=call_id, data={"queue_id": entry.id, "for": left_for})
    return True


def take_offer(conn: Connection, now: datetime, call_id: str, wait: int, key: str) -> str:
    """What the key gives a waiting caller instead of waiting, chosen once however often it is told; "" where it gives nothing or
    an agent was faster."""
    take_turn(conn)
    entry = queueing.of_wait(conn, call_id, wait)
    if entry is None:
        return ""
    if entry.left_for:
        return entry.left_for
    what = next((what for what, other in entry.offer.items() if other == key), "")
    return what if what and queue_left(conn, now, call_id, wait, what) else ""


def agent_finished(conn: Connection, now: datetime, call: DeskCall) -> bool:
    """The agent ends the talk: the caller goes on with what the flow says next. False when it was over already."""
    if not _over(conn, now, call, "agent"):
        return False
    carrier_orders.give(conn, now, call.id, "hang_up_caller" if call.calls_back else "release_caller")
    carrier_orders.give(conn, now, call.id, "hang_up_agent", call.agent_leg)
    return True


def give_back(conn: Connection, now: datetime, call: DeskCall, reason: str) -> None:
    """The agent cannot be reached: the caller stands at the head of the queue again, the agent is not ready."""
    if not desk_calls.change(conn, call.id, LIVE, state="ended", ended_at=now, ended_by=reason, deadline=None):
        return
    entry = queueing.get(conn, call.entry_id)
    if entry is not None:
        offers.requeue(conn, now, entry)
    presence.move(conn, now, call.agent_id, ("talking",), "not_ready", reason=reason)
    if call.calls_back:
        follow_ups.give_back(conn, now, call.entry_id, call.agent_id)
        carrier_orders.give(conn, now, call.id, "hang_up_caller")
    elif call.caller_joined or call.state == "bridging":
        carrier_orders.give(conn, now, call.id, "return_caller")
    carrier_orders.give(conn, now, call.id, "hang_up_agent", call.agent_leg)


def meet_deadline(conn: Connection, now: datetime, call: DeskCall) -> None:
    """`call` is past its deadline: the caller is sent for once more, or the agent is given up."""
    if call.state == "bridging" and call.calls_back:
        unanswered(conn, now, call)
    elif call.state == "bridging":
        deadline = now + timedelta(seconds=BRIDGE_S)
        if desk_calls.change(conn, call.id, ("bridging",), deadline=deadline):
            carrier_orders.give(conn, now, call.id, "bring_caller")
    else:
        give_back(conn, now, call, "no_answer" if call.state == "connecting" else "line_lost")


def _agent_lost(conn: Connection, now: datetime, call: DeskCall) -> None:
    deadline = now + timedelta(seconds=RECALL_S)
    if not desk_calls.change(
        conn, call.id, ("bridging", "talking"), state="lost", since=now, deadline=deadline, agent_leg=None
    ):
        return
    if call.caller_joined:
        carrier_orders.give(conn, now, call.id, "hold_caller")
    call_agent(conn, now, call.id)
    event_log.append(conn, now, "agent_lost", call_id=call.call_id, actor=call.agent_id)


def _over(conn: Connection, now: datetime, call: DeskCall, by: str) -> bool:
    if not desk_calls.change(conn, call.id, LIVE, state="ended", ended_at=now, ended_by=by, deadline=None):
        return False
    entry = queueing.get(conn, call.entry_id)
    if entry is not None:
        queueing.end(conn, now, entry, ("accepted",), "done")
    wrap_up.begin(conn, now, call)
    return True
