"""The verbs, one a file. IN_CALL: what a call's document may say; IN_QUEUE: what a wait document may say."""

from __future__ import annotations

from telephony.local_carrier.interpreter import VerbRunner
from telephony.local_carrier.verbs.dial import dial
from telephony.local_carrier.verbs.enqueue import enqueue
from telephony.local_carrier.verbs.gather import gather
from telephony.local_carrier.verbs.hangup import hangup
from telephony.local_carrier.verbs.leave import leave
from telephony.local_carrier.verbs.pause import pause
from telephony.local_carrier.verbs.play import play
from telephony.local_carrier.verbs.record import record
from telephony.local_carrier.verbs.redirect import redirect
from telephony.local_carrier.verbs.say import say

IN_QUEUE: dict[str, VerbRunner] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Redirect": redirect,
    "Hangup": hangup,
    "Leave": leave,
}
IN_CALL: dict[str, VerbRunner] = {**IN_QUEUE, "Enqueue": enqueue, "Dial": dial, "Record": record}
