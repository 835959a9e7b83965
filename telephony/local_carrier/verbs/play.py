"""<Play loop digits>: a sound by address, or keys as tones."""

from __future__ import annotations

from telephony.audio import tone
from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb

ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
KEYPAD = "123456789*0#"
KEY_S, GAP_S, WAIT_S = 0.1, 0.1, 0.5


async def play(verb: Verb, leg: Leg) -> Result:
    """loop 0 = for ever, default 1. In `digits` a `w` waits half a second."""
    if verb.get("digits"):
        await leg.call.play(key_tones(verb.get("digits")))
    elif verb.text:
        await leg.call.play(await leg.sound(verb.text), verb.number("loop", 1) or -1)
    return None


def key_tones(digits: str) -> bytes:
    sounds = []
    for digit in digits:
        if digit in "wW":
            sounds.append(tone((), WAIT_S))
        elif digit in KEYPAD:
            row, column = divmod(KEYPAD.index(digit), 3)
            sounds.append(tone((ROWS[row], COLUMNS[column]), KEY_S) + tone((), GAP_S))
    return b"".join(sounds)
