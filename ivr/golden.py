"""Golden calls: a call as a YAML file that a manager can read, played against the flows.

call: ganti_ktp_lalu_petugas
dial: "+62211500112"
at: 2026-11-24T10:00+07:00
given: {service_card: {DUK-02: {name: ...}}, submit: {reference: "2600017"}, caller: {number: "+62812...", mobile: true}}
steps:
  - hear: tekan satu
  - press: "1"
  - say: saya mau ganti ka te pe yang hilang        # or {text: ..., confidence: 0.5}
  - silence: 1                                      # that many time-outs
  - record: 12                                      # seconds
  - agent: left                                     # how the queue ends: left, failed, full, closed
  - expect: {queue: kependudukan, slots: {service: DUK-02}, language: id, node: service.card, ended: false, filed: complaint}
  - hang_up: true
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.effects import RecordSurvey, SendMessage, SubmitCase
from ivr.flow import Flow
from ivr.issue import Issue, error
from ivr.rehearsal import Given, Rehearsal, WrongMoment
from ivr.source_tree import Items, Scalar, Table, Tree, plain

KEYS = ("call", "dial", "at", "given", "steps", "flow", "from", "title")
SOURCES = ("service_card", "case_status", "knowledge")
GIVEN = (*SOURCES, "submit", "message", "caller", "hours_always")
FIRST_FLOW = "hotline"


class _Failed(Exception):
    """A step that went otherwise."""


@dataclass(frozen=True)
class Outcome:
    """How one golden call went; no issue is a pass."""

    name: str
    issues: tuple[Issue, ...]
    steps: int


def play_golden(tree: Tree, flows: Mapping[str, Flow], file: str) -> Outcome:
    """Plays until a step fails; whatever the tree holds, what is wrong becomes located issues."""
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
    rehearsal = Rehearsal(flow, given_in(plain(tree.entries["given"]) if "given" in tree.entries else {}), now)
    rehearsal.start()
    return _steps(name, rehearsal, steps)


def given_in(written: Any) -> Given:
    """What a call's `given` says; anything else in it is passed over."""
    given = written if isinstance(written, Mapping) else {}
    tables = {name: given[name] for name in SOURCES if isinstance(given.get(name), Mapping)}
    caller = {"number": "+6281200000000", "mobile": True, "anonymous": False, "calls_this_week": 0}
    caller.update(given["caller"] if isinstance(given.get("caller"), Mapping) else {})
    submit = given["submit"] if isinstance(given.get("submit"), Mapping) else {}
    return Given(tables, submit, given.get("message", True) is not False, caller, given.get("hours_always") is True)


def _moment(tree: Table) -> datetime | None:
    written = tree.entries.get("at")
    try:
        moment = datetime.fromisoformat(written.raw) if isinstance(written, Scalar) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _steps(name: str, rehearsal: Rehearsal, steps: Items) -> Outcome:
    for done, step in enumerate(steps.items):
        wrong = _step(rehearsal, step)
        if wrong:
            return Outcome(name, (error(step.mark, f"{name}: {wrong}"),), done)
    slips = tuple(error(steps.mark, f"{name}: the author's slip at {slip}") for slip in rehearsal.slips)
    return Outcome(name, slips, len(steps.items))


def _step(rehearsal: Rehearsal, step: Tree) -> str:
    if not isinstance(step, Table) or len(step.entries) != 1:
        return f"a step is one of {', '.join(_ACTIONS)}"
    word, tree = next(iter(step.entries.items()))
    action = _ACTIONS.get(word)
    if action is None:
        return f"no step '{word[:40]}'; there are {', '.join(_ACTIONS)}"
    try:
        action(rehearsal, tree)
    except (_Failed, WrongMoment) as wrong:
        return str(wrong)
    return ""


def _raw(tree: Tree) -> str:
    if not isinstance(tree, Scalar):
        raise _Failed("here stands one value")
    return tree.raw


def _number(tree: Tree) -> float:
    value = tree.value if isinstance(tree, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1000:
        raise _Failed("here stands a number")
    return value


def _hear(rehearsal: Rehearsal, tree: Tree) -> None:
    wanted, said = _bare(_raw(tree)), _bare(" ".join(rehearsal.said))
    if wanted not in said:
        raise _Failed(f"not heard: '{_raw(tree)}'. Heard: '{' '.join(rehearsal.said)[:300]}'")


def _hear_not(rehearsal: Rehearsal, tree: Tree) -> None:
    if _bare(_raw(tree)) in _bare(" ".join(rehearsal.said)):
        raise _Failed(f"heard, and should not be: '{_raw(tree)}'")


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def _press(rehearsal: Rehearsal, tree: Tree) -> None:
    keys = _raw(tree)
    if not keys or set(keys) - set("0123456789*#"):
        raise _Failed(f"'{keys[:20]}' are no keys")
    rehearsal.press(keys)


def _say(rehearsal: Rehearsal, tree: Tree) -> None:
    if isinstance(tree, Table):
        said = plain(tree)
        confidence = said.get("confidence")
        rehearsal.say(str(said.get("text", "")), float(confidence) if isinstance(confidence, (int, float)) else None)
    else:
        rehearsal.say(_raw(tree))


def _silence(rehearsal: Rehearsal, tree: Tree) -> None:
    for _ in range(max(1, int(_number(tree)))):
        rehearsal.silence()


def _expect(rehearsal: Rehearsal, tree: Tree) -> None:
    if not isinstance(tree, Table):
        raise _Failed("'expect' is a table")
    for key, inner in tree.entries.items():
        seen = _SEEN.get(key)
        if seen is None:
            raise _Failed(f"nothing called '{key[:40]}' can be expected; there are {', '.join(_SEEN)}")
        for problem in _differences(key, plain(inner), seen(rehearsal)):
            raise _Failed(problem)


def _differences(key: str, wanted: Any, found: Any) -> Iterator[str]:
    """Of tables only the keys that are wanted count; a text wanted of a list of texts must be in one of them."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for name, value in wanted.items():
            yield from _differences(f"{key}.{name}", value, found.get(name))
    elif isinstance(found, list) and isinstance(wanted, str):
        if not any(_bare(wanted) in _bare(str(item)) for item in found):
            yield f"{key}: wanted '{wanted}', found {found}"
    elif wanted != found and str(wanted) != str(found):
        yield f"{key}: wanted '{wanted}', found '{found}'"


def _last(rehearsal: Rehearsal, kind: type[Any]) -> Any:
    return next((effect for effect in reversed(rehearsal.effects) if isinstance(effect, kind)), None)


def _filed(rehearsal: Rehearsal) -> Any:
    case = _last(rehearsal, SubmitCase)
    return {} if case is None else {"kind": case.kind, "service": case.service, "slots": case.slots}


def _messages(rehearsal: Rehearsal) -> list[str]:
    return [effect.text for effect in rehearsal.effects if isinstance(effect, SendMessage)]


def _survey(rehearsal: Rehearsal) -> Any:
    survey = _last(rehearsal, RecordSurvey)
    return {} if survey is None else {answer["element"]: answer["score"] for answer in survey.answers}


_ACTIONS: Mapping[str, Callable[[Rehearsal, Tree], None]] = {
    "hear": _hear,
    "hear_not": _hear_not,
    "press": _press,
    "say": _say,
    "silence": _silence,
    "record": lambda rehearsal, tree: rehearsal.record(_number(tree)),
    "agent": lambda rehearsal, tree: rehearsal.leave_queue(_raw(tree)),
    "hang_up": lambda rehearsal, tree: rehearsal.hang_up(),
    "expect": _expect,
}

_SEEN: Mapping[str, Callable[[Rehearsal], Any]] = {
    "queue": lambda rehearsal: rehearsal.queue,
    "slots": lambda rehearsal: rehearsal.session.slots,
    "language": lambda rehearsal: rehearsal.session.language,
    "node": lambda rehearsal: f"{rehearsal.session.graph}.{rehearsal.session.node}",
    "intent": lambda rehearsal: rehearsal.session.intent,
    "wait": lambda rehearsal: rehearsal.session.wait.kind,
    "ended": lambda rehearsal: rehearsal.ended,
    "filed": _filed,
    "message": _messages,
    "survey": _survey,
    "owed": lambda rehearsal: list(rehearsal.session.owed),
}
