"""A call by typing: keys are pressed, other words are said, an empty line is silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ivr.effects import Hangup, Queue, RecordVoice
from ivr.flow import Flow
from ivr.golden_given import given_in
from ivr.line import WrongMoment
from ivr.rehearsal import Rehearsal

KEYS = frozenset("0123456789*#")
HELP = "Type keys (1, 0, *, 123#) or words; an empty line is silence; /record 10, /agent left, /hang-up."


def play(
    flow: Flow, lines: Iterable[str], show: Callable[[str], object], now: datetime, always_open: bool = False
) -> None:
    """Plays until the call or the lines end. `always_open`: whatever the calendars say."""
    rehearsal = Rehearsal(flow, given_in({"hours_always": always_open}, {}), now)
    show(HELP)
    rehearsal.start()
    _show(rehearsal, show)
    for line in lines:
        try:
            _do(rehearsal, line.strip())
        except (WrongMoment, ValueError) as wrong:
            show(f"  ({wrong})")
            continue
        _show(rehearsal, show)
        if rehearsal.ended or rehearsal.session.ended:
            return


def _do(rehearsal: Rehearsal, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "/record":
        rehearsal.record(float(rest or 10))
    elif word == "/agent":
        rehearsal.leave_queue(rest or "left")
    elif word == "/hang-up":
        rehearsal.hang_up()
    elif not line:
        rehearsal.silence()
    elif set(line) <= KEYS:
        rehearsal.press(line)
    else:
        rehearsal.say(line)


def _show(rehearsal: Rehearsal, show: Callable[[str], object]) -> None:
    for text in rehearsal.said:
        show(f"< {text}")
    wait = rehearsal.waits_for
    if isinstance(wait, Queue):
        show(f"  [waits in the queue {wait.name}; /agent left]")
    elif isinstance(wait, RecordVoice):
        show("  [records; /record SECONDS]")
    elif isinstance(wait, Hangup):
        show("  [the call has ended]")
    for slip in rehearsal.slips:
        show(f"  [author's slip at {slip}]")
    rehearsal.slips.clear()
