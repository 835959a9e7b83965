"""The takers of the BookCallback and KeepVoicemail effects: what a flow promises is written in the turn's own transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from agent_desktop import follow_ups
from agent_desktop.follow_ups import FollowUp
from agent_desktop.row_order import take_turn
from ivr.effects import BookCallback, KeepVoicemail
from ivr.events import CallbackBooked
from runtime.turn_context import TurnContext
from telephony import calls

MOST_OF_A_CALL = 3
RUNG = frozenset(
    {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
)


@dataclass(frozen=True)
class Booking:
    """`country` (ISO 3166) is the house's: only its fixed and mobile numbers are rung, no foreign, premium or short ones. `wake` is called
    after the turn's commit."""

    new_id: Callable[[], str]
    country: str
    wake: Callable[[], None]

    def book(self, context: TurnContext, effect: BookCallback) -> CallbackBooked:
        number = rung_number(effect.number, self.country)
        if number is None:
            return CallbackBooked("refused")
        take_turn(context.conn)
        found = follow_ups.open_callback(context.conn, number, effect.queue)
        if found is not None:
            return _booked(found, already=True)
        if len(follow_ups.booked_in(context.conn, context.call_id)) >= MOST_OF_A_CALL:
            return CallbackBooked("failed")
        follow_ups.add(
            context.conn,
            context.now,
            {
                "id": self.new_id(),
                "kind": "callback",
                "call_id": context.call_id,
                "number": number,
                "queue": effect.queue,
                "skills": list(effect.skills),
                "language": context.session.language,
                "service": effect.service or None,
                "reason": effect.reason,
                "not_before": datetime.fromisoformat(effect.not_before),
                "not_after": datetime.fromisoformat(effect.not_after),
            },
        )
        context.after_commit.append(self.wake)
        return CallbackBooked("booked", {"from": effect.not_before, "until": effect.not_after})

    def keep(self, context: TurnContext, effect: KeepVoicemail) -> None:
        take_turn(context.conn)
        follow_ups.add(
            context.conn,
            context.now,
            {
                "id": self.new_id(),
                "kind": "voicemail",
                "call_id": context.call_id,
                "number": rung_number(calls.number_of(context.conn, context.call_id), self.country) or "",
                "queue": effect.queue,
                "skills": [],
                "language": context.session.language,
                "service": effect.service or None,
                "recording": effect.recording,
                "seconds": round(effect.seconds),
            },
        )
        context.after_commit.append(self.wake)


def rung_number(number: str, country: str) -> str | None:
    """E.164, or None for a number that the house does not ring."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    at_home = phonenumbers.region_code_for_number(parsed) == country
    if not (at_home and phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in RUNG):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _booked(found: FollowUp, already: bool) -> CallbackBooked:
    if found.not_before is None or found.not_after is None:
        return CallbackBooked("failed")
    span = {"from": found.not_before.isoformat(), "until": found.not_after.isoformat()}
    return CallbackBooked("booked", {**span, "already": already})
