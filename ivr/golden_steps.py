"""The steps of a golden call: what is heard, pressed, said, recorded and expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ivr.golden_expectations import StepFailed, bare, expect
from ivr.rehearsal import Rehearsal, WrongMoment
from ivr.source_tree import Scalar, Table, Tree, plain


def take_step(rehearsal: Rehearsal, step: Tree) -> str:
    """What went wrong, or ""."""
    if not isinstance(step, Table) or len(step.entries) != 1:
        return f"a step is one of {', '.join(ACTIONS)}"
    word, tree = next(iter(step.entries.items()))
    action = ACTIONS.get(word)
    if action is None:
        return f"no step '{word[:40]}'; there are {', '.join(ACTIONS)}"
    try:
        action(rehearsal, tree)
    except (StepFailed, WrongMoment) as wrong:
        return str(wrong)
    return ""


def _raw(tree: Tree) -> str:
    if not isinstance(tree, Scalar):
        raise StepFailed("here stands one value")
    return tree.raw


def _number(tree: Tree) -> float:
    value = tree.value if isinstance(tree, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1000:
        raise StepFailed("here stands a number")
    return value


def _hear(rehearsal: Rehearsal, tree: Tree) -> None:
    wanted, said = bare(_raw(tree)), bare(" ".join(rehearsal.said))
    if wanted not in said:
        raise StepFailed(f"not heard: '{_raw(tree)}'. Heard: '{' '.join(rehearsal.said)[:300]}'")


def _hear_not(rehearsal: Rehearsal, tree: Tree) -> None:
    if bare(_raw(tree)) in bare(" ".join(rehearsal.said)):
        raise StepFailed(f"heard, and should not be: '{_raw(tree)}'")


def _press(rehearsal: Rehearsal, tree: Tree) -> None:
    keys = _raw(tree)
    if not keys or set(keys) - set("0123456789*#"):
        raise StepFailed(f"'{keys[:20]}' are no keys")
    rehearsal.press(keys)


def _say(rehearsal: Rehearsal, tree: Tree) -> None:
    if isinstance(tree, Table):
        said = plain(tree)
        confidence = said.get("confidence")
        rehearsal.say(str(said.get("text", "")), float(confidence) if isinstance(confidence, (int, float)) else None)
    else:
        rehearsal.say(_raw(tree))


def _silent(rehearsal: Rehearsal, tree: Tree) -> None:
    for _ in range(max(1, int(_number(tree)))):
        rehearsal.silence()


ACTIONS: Mapping[str, Callable[[Rehearsal, Tree], None]] = {
    "hear": _hear,
    "hear_not": _hear_not,
    "press": _press,
    "say": _say,
    "silent": _silent,
    "record": lambda rehearsal, tree: rehearsal.record(_number(tree)),
    "agent": lambda rehearsal, tree: rehearsal.leave_queue(_raw(tree)),
    "hang_up": lambda rehearsal, tree: rehearsal.hang_up(),
    "expect": expect,
}
