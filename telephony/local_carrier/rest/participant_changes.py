"""What REST changes about a participant: mute, hold, coach, announce."""

from __future__ import annotations

from telephony.local_carrier.background_sound import background_sound
from telephony.local_carrier.call import Player, Step, utc_now
from telephony.local_carrier.conference import Participant
from telephony.local_carrier.exchange import Exchange
from telephony.local_carrier.rest.common import Form, RestError, address, boolean, method, text
from telephony.local_carrier.webhooks import FetchError, call_parameters


def check_coaching(form: Form) -> None:
    """Raises RestError when somebody shall coach nobody."""
    if boolean(form, "Coaching") and not text(form, "CallSidToCoach"):
        raise RestError(400, 20001, "CallSidToCoach is required when Coaching is true")


def change(exchange: Exchange, participant: Participant, form: Form) -> None:
    """Does what a form asks for; sounds are fetched in the background. Raises RestError before anything is changed."""
    check_coaching(form)
    hold = Step(address(form, "HoldUrl"), method(form, "HoldMethod"))
    announcement = Step(address(form, "AnnounceUrl"), method(form, "AnnounceMethod"))
    _set_flag(participant, form, "Muted", "muted", "mute")
    if hold.url:
        exchange.start(_fetch_hold_sound(exchange, participant, hold))
    _set_flag(participant, form, "Hold", "hold", "hold")
    _modify(participant, form)
    if announcement.url:
        exchange.start(_announce(exchange, participant, announcement))
    participant.updated = utc_now()


def _set_flag(participant: Participant, form: Form, name: str, attribute: str, event: str) -> None:
    """A change is told as participant-mute, participant-unhold ...; no change is not."""
    wanted = boolean(form, name)
    if wanted is None or wanted is getattr(participant, attribute):
        return
    setattr(participant, attribute, wanted)
    room = participant.conference
    room.notify(room, f"participant-{'' if wanted else 'un'}{event}", participant)


def _modify(participant: Participant, form: Form) -> None:
    before = (participant.coaching, participant.coached, participant.end_on_exit, participant.beep_on_exit)
    coached, coaching = text(form, "CallSidToCoach"), boolean(form, "Coaching")
    if coached or coaching is not None:
        participant.coaching = coaching is not False
        participant.coached = coached if participant.coaching else ""
    for name, attribute in (("EndConferenceOnExit", "end_on_exit"), ("BeepOnExit", "beep_on_exit")):
        if (wanted := boolean(form, name)) is not None:
            setattr(participant, attribute, wanted)
    if before != (participant.coaching, participant.coached, participant.end_on_exit, participant.beep_on_exit):
        room = participant.conference
        room.notify(room, "participant-modify", participant)


async def _fetch_hold_sound(exchange: Exchange, participant: Participant, step: Step) -> None:
    """Silence until it is there; the carrier's own music when it cannot be had."""
    participant.hold_sound = b""
    try:
        participant.hold_sound = await background_sound(exchange, step, call_parameters(participant.call))
    except FetchError as error:
        exchange.report(participant.call, error)
        participant.hold_sound = None


async def _announce(exchange: Exchange, participant: Participant, step: Step) -> None:
    """Heard by this participant alone, over the talk or the music."""
    try:
        sound = await background_sound(exchange, step, call_parameters(participant.call))
    except FetchError as error:
        exchange.report(participant.call, error)
        return
    participant.call.announcement = Player(sound)
