"""A signed form -> what it means: who calls, and the event it stands for. Wire words end here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

import phonenumbers

from ivr.events import DialEnded, DigitsEntered, Event, QueueLeft, Recorded, SpeechHeard, WaitTimedOut

MAX_FORM_BYTES = 256 * 1024
MAX_DIGITS = 64
MAX_SPEECH = 1000
MAX_PAIRS = 500
NOTICES = ("hangup", "redirected", "redirected-from-bridged", "bridged", "bridging-in-process")
OVER = ("completed", "busy", "failed", "no-answer", "canceled")
DIAL_RESULTS: Mapping[str, Literal["answered", "busy", "no_answer", "failed"]] = {
    "completed": "answered",
    "answered": "answered",
    "busy": "busy",
    "no-answer": "no_answer",
    "canceled": "no_answer",
}
MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


@dataclass(frozen=True)
class Caller:
    """`number` is E.164, or empty when the caller is anonymous or not a telephone number."""

    number: str
    mobile: bool
    anonymous: bool


def pairs(body: bytes) -> list[tuple[str, str]]:
    """All pairs of a form, blanks kept. Raises ValueError for more than a carrier ever sends."""
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_PAIRS)


def caller(origin: str, region: str) -> Caller:
    """`From` of any form: E.164, digits with or without +, client:x, anonymous, unknown."""
    text = origin.strip()
    digits = text.lstrip("+").replace(" ", "")
    if not digits.isdigit():
        return Caller("", False, True)
    country = str(phonenumbers.country_code_for_region(region))
    international = f"+{digits}" if text.startswith("+") or digits.startswith(country) else digits
    try:
        number = phonenumbers.parse(international, region)
    except phonenumbers.NumberParseException:
        return Caller("", False, True)
    if not phonenumbers.is_possible_number(number):
        return Caller("", False, True)
    mobile = phonenumbers.number_type(number) in MOBILE
    return Caller(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), mobile, False)


def is_notice(form: dict[str, str]) -> bool:
    """True for news that ask for no turn: of the queue, and of a dialled party whose caller has hung up meanwhile."""
    return form.get("QueueResult", "") in NOTICES or ("DialCallStatus" in form and form.get("CallStatus") in OVER)


def has_left_queue(form: dict[str, str]) -> bool:
    """True where a key of the wait document let the caller out; which one, our rows know."""
    return form.get("QueueResult", "") == "leave"


def queue_key(form: Mapping[str, str]) -> str:
    """The key pressed while waiting, or ""."""
    return form.get("Digits", "")[:1]


def event(form: dict[str, str], query: dict[str, str]) -> Event:
    """What a step's webhook says. A time-out mark, or nothing at all, is silence."""
    if query.get("e") == "left":
        return QueueLeft("left")
    if "QueueResult" in form:
        return QueueLeft("full" if form["QueueResult"] == "queue-full" else "failed")
    if "DialCallStatus" in form:
        return DialEnded(_dial_result(form))
    if form.get("RecordingSid"):
        return Recorded(form["RecordingSid"][:64], _seconds(form.get("RecordingDuration", "")), _key(form))
    if form.get("SpeechResult", "").strip():
        return SpeechHeard(form["SpeechResult"][:MAX_SPEECH], _confidence(form.get("Confidence", "")))
    digits, finished = form.get("Digits", "")[:MAX_DIGITS], form.get("FinishedOnKey", "")
    if (digits or finished) and digits != "hangup":
        return DigitsEntered("".join(d for d in digits if d in "0123456789*#"), finished[:1])
    return WaitTimedOut()


def _dial_result(form: dict[str, str]) -> Literal["answered", "busy", "no_answer", "failed"]:
    """A party that hung up while it was whispered to has answered, but nobody spoke with the caller."""
    result = DIAL_RESULTS.get(form["DialCallStatus"], "failed")
    return "no_answer" if result == "answered" and form.get("DialBridged") == "false" else result


def count(mark: str) -> int:
    """How often a wait has been asked for, from the mark in its address; 1 for a mark that is no number."""
    return int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 5 else 1


def _key(form: dict[str, str]) -> str:
    """The key that ended a recording; "" when silence, its length or a hang-up did."""
    digits = form.get("Digits", "")
    return digits if len(digits) == 1 and digits in "0123456789*#" else ""


def _confidence(text: str) -> float | None:
    """0..1, or None when the carrier gave none that can be read."""
    try:
        value = float(text)
    except ValueError:
        return None
    return min(1.0, max(0.0, value)) if value == value else None


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
