"""Effects -> XML. Pure: addresses come in, bytes go out; the same sprint gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from ivr.effects import Collect, Effect, Hangup, Lookup, Part, Queue, RecordVoice, ReturnCall, Say, Transfer

HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
LANGUAGES = {"id": "id-ID", "en": "en-US"}
# The vendor's token for spoken digits of any number.
DIGIT_SEQUENCE = "$OOV_CLASS_DIGIT_SEQUENCE"
MAX_HINTS = 500
MAX_HINT = 100
SILENT_RECORDING_S = 4
PAUSE_S = 1  # between what is said before a recording and its tone; the least that a carrier takes
QUEUE_NAME = "waiting"


@dataclass(frozen=True)
class Addresses:
    """Where the carrier goes next: the step's own address, the queue's wait document, the sound of a part, and what a
    called party hears first. `caller_id` is the number shown to the called party, "" the caller's own."""

    step: str
    wait: str
    sound: Callable[[Part], str]
    whisper: str = ""
    caller_id: str = ""


def render(effects: Iterable[Effect], addresses: Addresses) -> bytes:
    """The reply to a webhook. Effects without a sound or a wait leave no trace in it."""
    return (HEAD + "".join(_verb(effect, addresses) for effect in effects) + "</Response>").encode()


def conference(
    name: str, *, sounds: Iterable[str] = (), callback: str = "", music: str | None = None, then: str = ""
) -> bytes:
    """A document that joins a room; neither leg ends it by leaving, and a leg that comes out goes on at `then`.

    `sounds` are heard before. `music` "" is silence, None the carrier's own.
    """
    attributes = "" if music is None else f" waitUrl={quoteattr(music)}"
    if callback:
        attributes += f' statusCallback={quoteattr(callback)} statusCallbackEvent="start end join leave"'
    room = f'<Conference beep="false" endConferenceOnExit="false"{attributes}>{escape(name)}</Conference>'
    after = f'<Redirect method="POST">{escape(then)}</Redirect>' if then else ""
    return f"{HEAD}{''.join(map(_play, sounds))}<Dial>{room}</Dial>{after}</Response>".encode()


def waiting(sounds: Iterable[str], music: str, key_pressed: str = "") -> bytes:
    """A queue's wait document: what is announced, then music; it is asked for again when it has been played. Where a key gives
    something, it is told to the address `key_pressed`."""
    heard = "".join(map(_play, sounds)) + _play(music)
    if key_pressed:
        action = f'action={quoteattr(key_pressed)} method="POST"'
        heard = f'<Gather input="dtmf" {action} numDigits="1" timeout="1" finishOnKey="">{heard}</Gather>'
    return f"{HEAD}{heard}</Response>".encode()


def spoken(sounds: Iterable[str], *, hang_up: bool = False, redirect: str = "") -> bytes:
    end = "<Hangup/>" if hang_up else ""
    if redirect:
        end = f'<Redirect method="POST">{escape(redirect)}</Redirect>'
    return (HEAD + "".join(map(_play, sounds)) + end + "</Response>").encode()


def pause(seconds: int, then: str) -> bytes:
    """Silence, then the next document."""
    redirect = f'<Redirect method="POST">{escape(then)}</Redirect>'
    return f'{HEAD}<Pause length="{seconds}"/>{redirect}</Response>'.encode()


EMPTY = f"{HEAD}</Response>".encode()
LEAVE_QUEUE = f"{HEAD}<Leave/></Response>".encode()
"""The answer to a key of a wait document: the queue's action is asked next."""


def _play(address: str) -> str:
    return f"<Play>{escape(address)}</Play>"


def _plays(parts: Iterable[Part], addresses: Addresses) -> str:
    return "".join(_play(addresses.sound(part)) for part in parts)


def _verb(effect: Effect, addresses: Addresses) -> str:
    match effect:
        case Say():
            return _plays(effect.parts, addresses)
        case Collect():
            return _gather(effect, addresses) + _silence(addresses)
        case RecordVoice():
            return _way_out(effect, addresses) + _record(effect, addresses) + _silence(addresses)
        case Queue():
            action, wait = quoteattr(addresses.step), quoteattr(addresses.wait)
            queue = f'<Enqueue action={action} method="POST" waitUrl={wait} waitUrlMethod="POST">{QUEUE_NAME}</Enqueue>'
            return _plays(effect.parts, addresses) + queue
        case Transfer():
            return _plays(effect.parts, addresses) + _dial(effect, addresses)
        case ReturnCall():
            return _plays(effect.parts, addresses) + "<Hangup/>"
        case Lookup():
            return _plays(effect.parts, addresses) + _silence(addresses)
        case Hangup():
            return "<Hangup/>"
        case _:
            return ""


def _dial(effect: Transfer, addresses: Addresses) -> str:
    noun = "Sip" if effect.to.startswith(("sip:", "sips:")) else "Number"
    whisper = f' url={quoteattr(addresses.whisper)} method="POST"' if effect.whisper else ""
    shown = f" callerId={quoteattr(addresses.caller_id)}" if addresses.caller_id else ""
    attributes = (
        f'action={quoteattr(addresses.step)} method="POST" timeout="{int(effect.timeout_s)}" answerOnBridge="true"'
    )
    return f"<Dial {attributes}{shown}><{noun}{whisper}>{escape(effect.to)}</{noun}></Dial>"


def _silence(addresses: Addresses) -> str:
    """Silence is an answer too: the step is asked with its time-out mark."""
    return f'<Redirect method="POST">{escape(addresses.step)}&amp;t=1</Redirect>'


def _gather(effect: Collect, addresses: Addresses) -> str:
    kinds = " ".join(kind for kind, on in (("dtmf", effect.keys), ("speech", effect.speech)) if on)
    attributes = [
        f'input="{kinds}"',
        f"action={quoteattr(addresses.step)}",
        'method="POST"',
        f'timeout="{effect.timeout_s}"',
        f'finishOnKey="{effect.finish_on}"',
    ]
    if effect.max_digits:
        attributes.append(f'numDigits="{effect.max_digits}"')
    if effect.finish_on:
        attributes.append('actionOnEmptyResult="true"')
    if effect.speech:
        attributes += [
            f'language="{LANGUAGES.get(effect.language, effect.language)}"',
            'speechTimeout="auto"',
            _hints(effect.hints, effect.numeric),
        ]
    return f"<Gather {' '.join(attributes)}>{_plays(effect.parts, addresses)}</Gather>"


@lru_cache(maxsize=512)
def _hints(hints: tuple[str, ...], numeric: bool) -> str:
    """The attribute. A menu has the same hints in every call."""
    digits = [DIGIT_SEQUENCE] if numeric else []
    return f"hints={quoteattr(','.join(digits + [_hint(hint) for hint in hints[: MAX_HINTS - len(digits)]]))}"


def _hint(text: str) -> str:
    """Commas part hints, and XML cannot hold control characters."""
    return "".join(c if c.isprintable() and c != "," else " " for c in text)[:MAX_HINT]


def _way_out(effect: RecordVoice, addresses: Addresses) -> str:
    """What is said before a recording, with keys heard meanwhile: <Record> hears none before it begins. Silence falls through to it."""
    if not effect.parts:
        return ""
    return (
        f'<Gather input="dtmf" action={quoteattr(addresses.step)} method="POST" timeout="{PAUSE_S}" numDigits="1" '
        f'finishOnKey="">{_plays(effect.parts, addresses)}</Gather>'
    )


def _record(effect: RecordVoice, addresses: Addresses) -> str:
    return (
        f'<Record action={quoteattr(addresses.step)} method="POST" maxLength="{int(effect.max_s)}" '
        f'timeout="{SILENT_RECORDING_S}" finishOnKey="{effect.finish_on}" playBeep="true"/>'
    )
