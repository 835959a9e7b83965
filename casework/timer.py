"""The clock of a case, as stored: which phase runs, and every stretch of time it ran. Pure; times are ISO 8601 in UTC.

{"phase": "processing", "limit": {"value": 7, "unit": "workday"}, "own": {"value": 7, "unit": "workday"}, "silence": false,
 "started_at": ..., "paused_at": null, "stopped_at": null,
 "segments": [{"phase": "processing", "agency": "DUK", "from": ..., "to": null}]}

`own` is the limit of the service. `started_at` is null as long as the phase has not run: a time limit counts from a
complete file. The last segment's `to` is null while the clock runs; segments are never taken away.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from casework.machine import Limit, Machine, Phase, Transition

Timer = dict[str, Any]
Pause = tuple[datetime, datetime]

DEFAULTS = {"application": Limit(5), "complaint": Limit(14), "information": Limit(5)}
"""Where a service names no limit: silence counts after 5 working days, an answer is due after 14, information after 5."""


def begin(
    machine: Machine, now: datetime, agency: str, own: Limit | None, *, complete: bool, silence: bool = False
) -> Timer | None:
    """The clock of a case that is filed now; it waits while the file is not `complete`. None for a kind without a clock."""
    if not machine.first:
        return None
    served = own or DEFAULTS.get(machine.kind)
    timer: Timer = {"own": asdict(served) if served else None, "silence": silence, "segments": []}
    timer = _begun(timer, machine.first, machine.phases[machine.first], now)
    return _running(timer, now, agency) if complete else timer | {"paused_at": _iso(now)}


def follow(timer: Timer | None, machine: Machine, step: Transition, now: datetime, agency: str) -> Timer | None:
    """The clock after a transition. `agency` is the one that has the case from now on."""
    if timer is None:
        return None
    if step.phase and step.phase != timer["phase"]:
        timer = _begun(_halted(timer, now), step.phase, machine.phases[step.phase], now)
        return _running(timer, now, agency)
    if step.clock == "stop":
        return _halted(timer, now) | {"stopped_at": timer["stopped_at"] or _iso(now), "paused_at": None}
    if step.clock == "pause" and runs(timer):
        return _halted(timer, now) | {"paused_at": _iso(now)}
    if step.clock == "resume" and timer["paused_at"]:
        return _running(timer, now, agency)
    return pass_to(timer, now, agency)


def pass_to(timer: Timer | None, now: datetime, agency: str) -> Timer | None:
    """The same time goes on at another agency."""
    if timer is None or not runs(timer) or timer["segments"][-1]["agency"] == agency:
        return timer
    return _running(_halted(timer, now), now, agency)


def go_on(timer: Timer | None, now: datetime, agency: str) -> Timer | None:
    """The same time goes on at an agency, also when it stood still."""
    return None if timer is None else _running(_halted(timer, now), now, agency)


def runs(timer: Mapping[str, Any]) -> bool:
    return bool(timer["segments"]) and timer["segments"][-1]["to"] is None


def limit(timer: Mapping[str, Any]) -> Limit | None:
    return Limit(**timer["limit"]) if timer["limit"] else None


def started(timer: Mapping[str, Any]) -> datetime | None:
    return _moment(timer["started_at"])


def pauses(timer: Mapping[str, Any]) -> list[Pause]:
    """The gaps between the segments since the present phase's time began, oldest first."""
    begun = timer["started_at"] or ""
    own = [segment for segment in timer["segments"] if segment["from"] >= begun]
    gaps = [(before["to"], after["from"]) for before, after in pairwise(own)]
    return [(_sure(gone), _sure(back)) for gone, back in gaps if gone < back]


def _begun(timer: Timer, name: str, phase: Phase, now: datetime) -> Timer:
    time = asdict(phase.limit) if phase.limit else timer["own"]
    if phase.start == "added" and timer["limit"]:
        time = timer["limit"] | {"value": timer["limit"]["value"] + time["value"]}
    kept = timer["started_at"] if phase.start != "anew" else None
    return timer | {"phase": name, "limit": time, "started_at": kept, "paused_at": None, "stopped_at": None}


def _running(timer: Timer, now: datetime, agency: str) -> Timer:
    segment = {"phase": timer["phase"], "agency": agency, "from": _iso(now), "to": None}
    started_at = timer["started_at"] or _iso(now)
    return timer | {"segments": [*timer["segments"], segment], "started_at": started_at, "paused_at": None}


def _halted(timer: Timer, now: datetime) -> Timer:
    if not runs(timer):
        return timer
    return timer | {"segments": [*timer["segments"][:-1], timer["segments"][-1] | {"to": _iso(now)}]}


def _iso(moment: datetime) -> str:
    """UTC with microseconds always written, so that texts sort as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _sure(written: str) -> datetime:
    return datetime.fromisoformat(written)
