"""Anything that may happen while a call waits, found from the engine's own table of answers: a new wait or event needs no word here."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ivr.engine import ANSWERS
from ivr.events import CallbackBooked, DigitsEntered, Event, HungUp, LookupDone, Recorded, SpeechHeard

DIGITS = st.sampled_from(["1", "2", "3", "0", "*", "#", "", "3328014107900001", "01102026", "081234567890", "9" * 50])
SPEECH = st.sampled_from(
    ["ya", "tidak", "petugas", "mau ganti KTP", "rusak", "hilang", "saya mau mengadu", "bukan, alasan rusak", "lewati"]
) | st.text(max_size=40)
WINDOW = {"from": "2026-11-24T13:00+07:00", "until": "2026-11-24T15:00+07:00"}
CARD: dict[str, Any] = {"name": "KTP", "fee": {"amount": 0}, "requirements": ["KK", "surat"], "can_apply": True}
_TOLD: dict[type[Any], dict[str, st.SearchStrategy[Any]]] = {
    DigitsEntered: {"digits": DIGITS, "finished_on": st.sampled_from(["", "#"])},
    SpeechHeard: {"text": SPEECH, "confidence": st.none() | st.floats(0, 1)},
    Recorded: {"seconds": st.sampled_from([0.0, 5.0]), "finished_on": st.sampled_from(["", "#", "0"])},
    LookupDone: {"value": st.just(CARD) | st.just({})},
    CallbackBooked: {"value": st.sampled_from([WINDOW, {**WINDOW, "already": True}, {}])},
}
"""Where any value of the field's type would be too much, or too little."""


def events_for(wait: str) -> st.SearchStrategy[Event]:
    """What may end a wait of this kind."""
    return st.one_of([_any(kind) for kind in ANSWERS[wait]] or [_any(HungUp)])


def any_event() -> st.SearchStrategy[Event]:
    return st.one_of([_any(kind) for kinds in ANSWERS.values() for kind in kinds] + [_any(HungUp)])


def _any(kind: type[Any]) -> st.SearchStrategy[Event]:
    made: st.SearchStrategy[Event] = st.builds(kind, **_TOLD.get(kind, {}))
    return made
