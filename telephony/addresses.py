"""The webhook addresses that others hand to the carrier. `base` is the configured public address of the house."""

from __future__ import annotations

from urllib.parse import urlencode


def step(base: str, call: str, wait: int, **marks: str) -> str:
    """A wait's own address; marks: t=1 silence (t=2 and on: asked again), e=left the agent has finished, e=failed."""
    return f"{base}/telephony/step?{urlencode({'c': call, 'n': wait, **marks})}"


def wait_document(base: str, call: str) -> str:
    return f"{base}/telephony/wait?{urlencode({'c': call})}"


def whisper(base: str, call: str, wait: int) -> str:
    """What the party that is called for a wait hears before it is connected; the call's name is unguessable."""
    return f"{base}/telephony/whisper?{urlencode({'c': call, 'n': wait})}"


def queue_key(base: str, call: str, wait: int) -> str:
    """Where a key goes that a caller presses while waiting."""
    return f"{base}/telephony/queue-key?{urlencode({'c': call, 'n': wait})}"


def caller_room(base: str, call: str, wait: int) -> str:
    """Where a waiting caller is redirected to meet the agent; afterwards the flow goes on at that wait."""
    return f"{base}/telephony/caller-room?{urlencode({'c': call, 'n': wait})}"


def agent_leg(base: str, key: str) -> str:
    """What an agent's leg runs when it answers; `key` is unguessable and names one accepted offer."""
    return f"{base}/telephony/agent-leg?{urlencode({'k': key})}"


def called_back(base: str, key: str) -> str:
    """What the leg of a caller who is rung back runs when it answers; `key` is unguessable and names one desk call."""
    return f"{base}/telephony/called-back?{urlencode({'k': key})}"


def leg_status(base: str, call: str) -> str:
    """Where news of a leg go that the house has called (log kind `leg_changed`: sid, status)."""
    return f"{base}/telephony/leg-status?{urlencode({'c': call})}"


def conference(base: str, call: str) -> str:
    """Where news of a room go (`participant_joined`, `participant_left`: sid)."""
    return f"{base}/telephony/conference?{urlencode({'c': call})}"


def returned(base: str, call: str, wait: int) -> str:
    """What a return call runs when it is answered: the dialogue goes on at that wait."""
    return f"{base}/telephony/returned?{urlencode({'c': call, 'n': wait})}"


def return_status(base: str, call: str, wait: int) -> str:
    """Where news of a return call's leg go."""
    return f"{base}/telephony/return-status?{urlencode({'c': call, 'n': wait})}"


def fallback(base: str) -> str:
    return f"{base}/telephony/fallback"


def recording(base: str) -> str:
    return f"{base}/telephony/recording"


def room_name(call: str) -> str:
    """The conference in which a caller and an agent meet."""
    return f"call-{call}"
