"""Golden calls: a call as a YAML file that a manager can read, played against the flows.

call: ganti_ktp_lalu_petugas
dial: "+62211500112"
at: 2026-11-24T10:00+07:00
given: {service_card: {DUK-02: {name: ...}}, caller_history: {last: {reference: ...}}, http: {weather: {degrees: 31}}, submit: {reference: "2600017"}, caller: {number: "+62812...", mobile: true}}
steps:
  - hear: tekan satu
  - press: "1"
  - say: saya mau ganti ka te pe yang hilang        # or {text: ..., confidence: 0.5}
  - silent: 1                                       # that many time-outs
  - record: 12                                      # seconds
  - agent: left                                     # how the queue ends: left, failed, full, closed
  - expect: {queue: kependudukan, slots: {service: DUK-02}, language: id, node: service.card, ended: false, filed: complaint}
  - hang_up: true
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.flow import Flow
from ivr.golden_given import given_in
from ivr.golden_steps import take_step
from ivr.issue import Issue, error
from ivr.rehearsal import Rehearsal
from ivr.source_tree import Items, Scalar, Table, Tree, plain

KEYS = ("call", "dial", "at", "given", "steps", "flow", "from", "title")


FIRST_FLOW = "hotline"


@dataclass(frozen=True)
class Outcome:
    """How one golden call went; no issue is a pass."""

    name: str
    issues: tuple[Issue, ...]
    steps: int


def play_golden(tree: Tree, flows: Mapping[str, Flow], file: str, files: Mapping[str, Any]) -> Outcome:
    """Plays until a step fails; whatever the tree holds, what is wrong becomes located issues. `files` are
    the answers of calls/given/ by file name."""
    if not isinstance(tree, Table):
        return Outcome(file, (error(tree.mark, "a golden call is a table: call, at, steps"),), 0)
    name = str(plain(tree.entries["call"])) if "call" in tree.entries else file
    unknown = [
        error(mark, f"unknown key '{key[:40]}'; here may stand: {', '.join(KEYS)}")
        for key, mark in tree.keys.items()
        if key not in KEYS
    ]
    steps = tree.entries.get("steps")
    flow = flows.get(str(plain(tree.entries["flow"])) if "flow" in tree.entries else FIRST_FLOW)
    now = _moment(tree)
    if unknown or not isinstance(steps, Items) or flow is None or now is None:
        missing = (
            []
            if unknown
            else [error(tree.mark, "a golden call has 'at' (2026-11-24T10:00+07:00), 'steps' and a flow that exists")]
        )
        return Outcome(name, (*unknown, *missing), 0)
    rehearsal = Rehearsal(flow, given_in(_given(tree), files), now)
    rehearsal.start()
    return _steps(name, rehearsal, steps)


def _given(tree: Table) -> Any:
    return plain(tree.entries["given"]) if "given" in tree.entries else {}


def _moment(tree: Table) -> datetime | None:
    written = tree.entries.get("at")
    try:
        moment = datetime.fromisoformat(written.raw) if isinstance(written, Scalar) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _steps(name: str, rehearsal: Rehearsal, steps: Items) -> Outcome:
    for done, step in enumerate(steps.items):
        wrong = take_step(rehearsal, step)
        if wrong:
            return Outcome(name, (error(step.mark, f"{name}: {wrong}"),), done)
    slips = tuple(error(steps.mark, f"{name}: the author's slip at {slip}") for slip in rehearsal.slips)
    return Outcome(name, slips, len(steps.items))
