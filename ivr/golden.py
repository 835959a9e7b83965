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
  - wait: 30s                                       # the clock moves; nothing else happens
  - agent: left                                     # how the queue ends: left, failed, full, closed
  - expect: {queue: kependudukan, slots: {service: DUK-02}, language: id, node: service.card, ended: false, case: {kind: complaint}}
  - hang_up: true
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.flow import Flow
from ivr.golden_given import given_in, wrongly_given
from ivr.golden_steps import Step, read_steps
from ivr.issue import Issue, Mark, error
from ivr.line import Line, StepFailed, WrongMoment
from ivr.nearest import suggestion
from ivr.numbers import HOTLINE, dialled
from ivr.rehearsal import Given, Rehearsal
from ivr.source_tree import Items, Scalar, Table, Tree, plain
from ivr.ways import Way, taken_ways

KEYS = ("call", "title", "dial", "at", "flow", "given", "steps")
FIRST_FLOW = HOTLINE


@dataclass(frozen=True)
class GoldenCall:
    """`dial` is answered by the flow of that number, unless `flow` names another; `given` is what the world answers."""

    name: str
    dial: str
    at: datetime
    flow: str
    given: Given
    steps: tuple[Step, ...]
    mark: Mark


@dataclass(frozen=True)
class Outcome:
    """How one golden call went; no issue and no `skipped` is a pass. `skipped` says why it was not played. `steps` went
    as written; `nodes` are those that the call passed, `ways` too when the flows are traced."""

    name: str
    issues: tuple[Issue, ...]
    steps: int
    skipped: str = ""
    nodes: frozenset[str] = frozenset()
    ways: frozenset[Way] = frozenset()

    @property
    def passed(self) -> bool:
        return not self.issues and not self.skipped


def read_golden(tree: Tree, file: str, files: Mapping[str, Any]) -> tuple[GoldenCall | None, list[Issue]]:
    """The call, or None and what is wrong with it. `files` are the answers of calls/given/ by file name."""
    if not isinstance(tree, Table):
        return None, [error(tree.mark, "a golden call is a table: call, at, steps")]
    issues = [
        error(mark, f"unknown key '{key[:40]}'; {suggestion(key, KEYS, 'here may stand')}")
        for key, mark in tree.keys.items()
        if key not in KEYS
    ]
    now, steps = _moment(tree), tree.entries.get("steps")
    if now is None:
        issues.append(error(_mark(tree, "at"), "a golden call has 'at', such as 2026-11-24T10:00+07:00"))
    if not isinstance(steps, Items):
        issues.append(error(_mark(tree, "steps"), "a golden call has 'steps': a list"))
    given = tree.entries.get("given")
    issues.extend(wrongly_given(given, files) if given is not None else ())
    taken = read_steps(steps, issues) if isinstance(steps, Items) else ()
    if issues or now is None:
        return None, issues
    answers = given_in(plain(given) if given is not None else {}, files)
    return GoldenCall(
        name_of(tree, file), _word(tree, "dial", ""), now, _word(tree, "flow", FIRST_FLOW), answers, taken, tree.mark
    ), []


def play_golden(tree: Tree, flows: Mapping[str, Flow], file: str, files: Mapping[str, Any]) -> Outcome:
    """Reads and plays; whatever the tree holds, what is wrong becomes located issues."""
    call, issues = read_golden(tree, file, files)
    return play_call(call, flows) if call is not None else Outcome(name_of(tree, file), tuple(issues), 0)


def name_of(tree: Tree, file: str) -> str:
    """What the call is called; its file where it says nothing."""
    return _word(tree, "call", file) if isinstance(tree, Table) else file


def play_call(call: GoldenCall, flows: Mapping[str, Flow]) -> Outcome:
    """Against the engine alone, to the first step that fails."""
    name, language = opening(flows, call)
    flow = flows.get(name)
    if flow is None:
        return Outcome(call.name, (error(call.mark, f"there is no flow '{name[:40]}'"),), 0)
    rehearsal = Rehearsal(flow, call.given, call.at, language)
    outcome = play_steps(call, rehearsal, rehearsal.start)
    slips = tuple(error(call.mark, f"{call.name}: the author's slip at {slip}") for slip in rehearsal.slips)
    issues = outcome.issues or slips
    return Outcome(call.name, issues, outcome.steps, "", frozenset(rehearsal.path), taken_ways(rehearsal.taken))


def opening(flows: Mapping[str, Flow], call: GoldenCall) -> tuple[str, str]:
    """The flow that answers, and the language of the number that was dialled ("" where the caller chooses)."""
    library = next((flow.library for flow in flows.values()), None)
    number = dialled(library.numbers, call.dial) if library is not None and call.flow == FIRST_FLOW else None
    return (number.flow, number.language) if number is not None else (call.flow, "")


def play_steps(call: GoldenCall, line: Line, start: Callable[[], object]) -> Outcome:
    """On any line, to the first step that fails."""
    start()
    for done, step in enumerate(call.steps):
        try:
            step.take(line)
        except (StepFailed, WrongMoment) as wrong:
            return Outcome(call.name, (error(step.mark, f"{call.name}: {wrong}"),), done)
    return Outcome(call.name, (), len(call.steps))


def _word(tree: Table, key: str, default: str) -> str:
    found = tree.entries.get(key)
    return found.raw if isinstance(found, Scalar) and found.raw else default


def _mark(tree: Table, key: str) -> Mark:
    return tree.keys.get(key, tree.mark)


def _moment(tree: Table) -> datetime | None:
    written = tree.entries.get("at")
    try:
        moment = datetime.fromisoformat(written.raw) if isinstance(written, Scalar) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
