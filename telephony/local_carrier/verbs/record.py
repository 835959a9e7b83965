"""<Record>: the caller's voice, after a beep, until silence, a key, the greatest length or the hang-up.

The action is told RecordingUrl, RecordingDuration and Digits (the key, or `hangup`); verbs after it are not reached.
When nobody has spoken and silence ended it there is no recording: the next verb follows and nothing is sent.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.notices import recording_address
from telephony.local_carrier.recording import Callback, Recorder
from telephony.local_carrier.tones import record_beep
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.recording_watch import Over, RecordingWatch
from telephony.local_carrier.webhooks import call_parameters

MAX_LENGTH_S = 14400
KEYS = "1234567890*#"


async def record(verb: Verb, leg: Leg) -> Result:
    if verb.flag("playBeep", True):
        await leg.call.play(record_beep())
    watch = RecordingWatch(
        timeout_s=verb.number("timeout", 5, 0, 3600),
        max_length_s=verb.number("maxLength", 3600, 1, MAX_LENGTH_S),
        finish_on=verb.get("finishOnKey", KEYS),
    )
    recorder = leg.exchange.recordings.start(
        leg.call, "RecordVerb", track="inbound", callback=recording_callback(verb, leg)
    )
    try:
        await _until_over(watch, leg)
    except asyncio.CancelledError:
        _finish(verb, leg, watch, recorder)
        if leg.call.over.is_set():
            _tell_of_hang_up(verb, leg, recorder)
        raise
    _finish(verb, leg, watch, recorder)
    if watch.empty and watch.over is Over.SILENCE:
        leg.exchange.recordings.delete(recorder.recording.sid)
        return None
    return leg.step(verb, _parameters(leg, recorder, watch.key))


def recording_callback(verb: Verb, leg: Leg) -> Callback:
    """The recordingStatusCallback attributes of Record and Dial."""
    if not verb.get("recordingStatusCallback"):
        return Callback()
    return Callback(
        urljoin(leg.url, verb.get("recordingStatusCallback")),
        verb.get("recordingStatusCallbackMethod", "POST").upper(),
        frozenset(verb.get("recordingStatusCallbackEvent", "completed").split()),
    )


async def _until_over(watch: RecordingWatch, leg: Leg) -> None:
    done = asyncio.Event()

    def frame(heard: bytes) -> None:
        watch.take_frame(heard)
        if watch.over:
            done.set()

    def key(digit: str) -> None:
        watch.take_key(digit)
        if watch.over:
            done.set()

    leg.call.heard_by.append(frame)
    leg.call.keys_to = key
    try:
        await done.wait()
    finally:
        leg.call.keys_to = None
        leg.call.heard_by.remove(frame)


def _finish(verb: Verb, leg: Leg, watch: RecordingWatch, recorder: Recorder) -> None:
    trims = verb.get("trim", "trim-silence") == "trim-silence"
    leg.exchange.recordings.finish(recorder, *(watch.spoken_span if trims else (0, None)))


def _parameters(leg: Leg, recorder: Recorder, digits: str) -> list[tuple[str, str]]:
    recording = recorder.recording
    return [
        ("RecordingSid", recording.sid),
        ("RecordingUrl", recording_address(leg.exchange, recording.sid)),
        ("RecordingDuration", recording.duration or "0"),
        ("Digits", digits),
    ]


def _tell_of_hang_up(verb: Verb, leg: Leg, recorder: Recorder) -> None:
    """The leg is over: the action is told, whatever it answers is ignored."""
    step = leg.step(verb, _parameters(leg, recorder, "hangup"))
    leg.exchange.tell(leg.call.sid, step.url, step.method, [*call_parameters(leg.call), *step.parameters])
