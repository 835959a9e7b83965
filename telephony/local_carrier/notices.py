"""Status callbacks: what is told of legs and conferences, and to whom."""

from __future__ import annotations

import email.utils
from typing import TYPE_CHECKING

from telephony.local_carrier.call import Call
from telephony.local_carrier.webhooks import call_parameters

if TYPE_CHECKING:
    from telephony.local_carrier.conference import Conference, Participant
    from telephony.local_carrier.exchange import Exchange

STATUS_OF = {"initiated": "initiated", "ringing": "ringing", "answered": "in-progress"}


def call_event(exchange: Exchange, call: Call, event: str) -> None:
    """initiated, ringing, answered or completed; the last carries how the leg ended and for how long it was up."""
    if not call.status_url or event not in call.status_events:
        return
    pairs = [(n, STATUS_OF.get(event, call.status) if n == "CallStatus" else v) for n, v in call_parameters(call)]
    if event == "completed":
        pairs += [("CallDuration", str(call.duration)), ("Duration", str(-(-call.duration // 60)))]
    pairs += [
        ("Timestamp", email.utils.formatdate(usegmt=False)),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(call.sequence)),
    ]
    call.sequence += 1
    exchange.tell(call, call.status_url, call.status_method, pairs)


def conference_event(exchange: Exchange, room: Conference, event: str, participant: Participant | None) -> None:
    """StatusCallbackEvent is the full word (participant-join); the attribute names it without its noun (join)."""
    if not room.callback_url or event.split("-", 1)[1].removeprefix("un") not in room.callback_events:
        return
    pairs = [
        ("ConferenceSid", room.sid),
        ("FriendlyName", room.name),
        ("AccountSid", room.account_sid),
        ("StatusCallbackEvent", event),
        ("Timestamp", email.utils.formatdate(usegmt=False)),
        ("SequenceNumber", str(room.sequence)),
    ]
    if participant is not None:
        pairs += [
            ("CallSid", participant.call.sid),
            ("Muted", str(participant.muted).lower()),
            ("Hold", str(participant.hold).lower()),
            ("Coaching", str(participant.coaching).lower()),
            ("StartConferenceOnEnter", str(participant.start_on_enter).lower()),
            ("EndConferenceOnExit", str(participant.end_on_exit).lower()),
        ]
    if event == "conference-end":
        pairs += [("ReasonConferenceEnded", room.reason_ended or ""), ("CallSidEndingConference", room.ended_by or "")]
    room.sequence += 1
    exchange.start(exchange.webhooks.notify(room.sid, room.callback_url, room.callback_method, pairs))
