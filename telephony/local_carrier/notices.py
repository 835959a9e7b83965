"""Status callbacks: what is told of legs, conferences, recordings and messages, and to whom."""

from __future__ import annotations

import email.utils
from typing import TYPE_CHECKING

from telephony.local_carrier.call import Call
from telephony.local_carrier.message import Message
from telephony.local_carrier.recording import Recorder
from telephony.local_carrier.webhooks import call_parameters

if TYPE_CHECKING:
    from telephony.local_carrier.conference import Conference, Participant
    from telephony.local_carrier.exchange import Exchange

STATUS_OF = {"initiated": "initiated", "ringing": "ringing", "answered": "in-progress"}
API_VERSION = ("ApiVersion", "2010-04-01")


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
    exchange.tell(call.sid, call.status_url, call.status_method, pairs)


def conference_event(exchange: Exchange, room: Conference, event: str, participant: Participant | None) -> None:
    """StatusCallbackEvent is the full word (participant-join); the attribute names it without its noun (join)."""
    if not room.callback_url or _wanted(event) not in room.callback_events:
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
        pairs += _about(participant)
    if event == "conference-end":
        pairs += [("ReasonConferenceEnded", room.reason_ended or ""), ("CallSidEndingConference", room.ended_by or "")]
    room.sequence += 1
    exchange.tell(room.sid, room.callback_url, room.callback_method, pairs)


def _wanted(event: str) -> str:
    """participant-unhold -> hold, announcement-end -> announcement."""
    kind, _, what = event.partition("-")
    return kind if kind == "announcement" else what.removeprefix("un")


def _about(participant: Participant) -> list[tuple[str, str]]:
    pairs = [("CallSid", participant.call.sid)]
    pairs += [("ParticipantLabel", participant.label)] if participant.label else []
    flags = {
        "Muted": participant.muted,
        "Hold": participant.hold,
        "Coaching": participant.coaching,
        "StartConferenceOnEnter": participant.start_on_enter,
        "EndConferenceOnExit": participant.end_on_exit,
    }
    pairs += [("CallSidToCoach", participant.coached)] if participant.coached else []
    return pairs + [(name, str(value).lower()) for name, value in flags.items()]


def recording_address(exchange: Exchange, sid: str) -> str:
    """RecordingUrl; with .wav or without it is the sound, with .json the resource."""
    settings = exchange.settings
    return f"{settings.base_url}/2010-04-01/Accounts/{settings.account_sid}/Recordings/{sid}"


def recording_event(exchange: Exchange, recorder: Recorder, event: str) -> None:
    """in-progress, completed or absent, to who asked for them."""
    recording, callback = recorder.recording, recorder.callback
    if not callback.url or event not in callback.events:
        return
    pairs = [
        ("AccountSid", recording.account_sid),
        ("CallSid", recording.call_sid),
        ("RecordingSid", recording.sid),
        ("RecordingUrl", recording_address(exchange, recording.sid)),
        ("RecordingStatus", event),
        ("RecordingDuration", recording.duration or ""),
        ("RecordingChannels", str(recording.channels)),
        ("RecordingStartTime", email.utils.format_datetime(recording.created)),
        ("RecordingSource", recording.source),
        ("RecordingTrack", recording.track),
    ]
    exchange.tell(recording.sid, callback.url, callback.method, pairs)


def message_event(exchange: Exchange, message: Message) -> None:
    """Each status a message comes to, to its own callback."""
    if not message.callback_url:
        return
    pairs = [
        ("MessageSid", message.sid),
        ("SmsSid", message.sid),
        ("AccountSid", message.account_sid),
        ("From", message.origin),
        ("To", message.to),
        ("MessageStatus", message.status),
        ("SmsStatus", message.status),
        API_VERSION,
    ]
    exchange.tell(message.sid, message.callback_url, "POST", pairs)
