"""The steps of a golden call: what is heard, pressed, said, recorded and expected. Read first, so that a wrong one is
found wherever it stands; then taken on a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.golden_expectations import bare, differences, wrongly_expected
from ivr.issue import Issue, Mark, error
from ivr.line import Line, StepFailed
from ivr.rehearsal import QUEUE_ENDS
from ivr.source_tree import Items, Scalar, Table, Tree, plain

MOST_S = 86_400
_DURATION = re.compile(r"(\d{1,5}) ?(s|m|min|h|)", re.ASCII)
_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}


class WrongStep(ValueError):
    """What stands under a step cannot be read."""


@dataclass(frozen=True)
class Step:
    """`word` with what stands under it, as read; `tree` as written, for whoever rewrites the file."""

    word: str
    value: Any
    mark: Mark
    tree: Tree

    def take(self, line: Line) -> None:
        """Raises StepFailed, or the line's WrongMoment."""
        ACTIONS[self.word].take(line, self.value)


def read_steps(steps: Items, issues: list[Issue]) -> tuple[Step, ...]:
    read = [_read(step, issues) for step in steps.items]
    return tuple(step for step in read if step is not None)


def _read(step: Tree, issues: list[Issue]) -> Step | None:
    if not isinstance(step, Table) or len(step.entries) != 1:
        issues.append(error(step.mark, f"a step is one of {', '.join(ACTIONS)}"))
        return None
    word, tree = next(iter(step.entries.items()))
    if word not in ACTIONS:
        issues.append(error(step.mark, f"no step '{word[:40]}'; there are {', '.join(ACTIONS)}"))
        return None
    try:
        return Step(word, ACTIONS[word].read(tree), step.mark, tree)
    except WrongStep as wrong:
        issues.append(error(tree.mark, f"{word}: {wrong}"))
        return None


def _text(tree: Tree) -> str:
    if not isinstance(tree, Scalar):
        raise WrongStep("here stands one text")
    return tree.raw


def _keys(tree: Tree) -> str:
    keys = _text(tree)
    if not keys or set(keys) - set("0123456789*#"):
        raise WrongStep(f"'{keys[:20]}' are no keys; keys are 0-9, * and #, in quotes")
    return keys


def _said(tree: Tree) -> tuple[str, float | None]:
    """A text, or {text, confidence}."""
    if not isinstance(tree, Table):
        return _text(tree), None
    said = plain(tree)
    confidence = said.get("confidence")
    number = isinstance(confidence, (int, float)) and not isinstance(confidence, bool)
    if set(said) - {"text", "confidence"} or not isinstance(said.get("text"), str):
        raise WrongStep("here stand the words said, or {text: words, confidence: 0.5}")
    if confidence is not None and not (number and 0 <= confidence <= 1):
        raise WrongStep("'confidence' is a number from 0 to 1")
    return said["text"], None if confidence is None else float(confidence)


def _number(tree: Tree) -> float:
    value = tree.value if isinstance(tree, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1000:
        raise WrongStep("here stands a number from 0 to 1000")
    return value


def _seconds(tree: Tree) -> int:
    match = _DURATION.fullmatch(_text(tree))
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 1 <= seconds <= MOST_S:
        raise WrongStep("here stands a time such as 30s, 5m or 2h, at most a day")
    return seconds


def _true(tree: Tree) -> bool:
    if not isinstance(tree, Scalar) or tree.value is not True:
        raise WrongStep("here stands true")
    return True


def one_of(*words: str) -> Callable[[Tree], str]:
    def read(tree: Tree) -> str:
        word = _text(tree)
        if word not in words:
            raise WrongStep(f"here stands {', '.join(words[:-1])} or {words[-1]}, not '{word[:40]}'")
        return word

    return read


def _expected(tree: Tree) -> Mapping[str, Any]:
    wrong = wrongly_expected(tree)
    if wrong:
        raise WrongStep(wrong)
    expected: Mapping[str, Any] = plain(tree)
    return expected


def _hear(line: Line, wanted: str) -> None:
    if bare(wanted) not in bare(" ".join(line.said)):
        raise StepFailed(f"not heard: '{wanted}'. Heard: '{' '.join(line.said)[:300]}'")


def _hear_not(line: Line, unwanted: str) -> None:
    if bare(unwanted) in bare(" ".join(line.said)):
        raise StepFailed(f"heard, and should not be: '{unwanted}'")


def _silent(line: Line, times: float) -> None:
    for _ in range(max(1, int(times))):
        line.silence()


def _expect(line: Line, expected: Mapping[str, Any]) -> None:
    for key, wanted in expected.items():
        for problem in differences(key, wanted, line.seen(key)):
            raise StepFailed(problem)


@dataclass(frozen=True)
class Action:
    """`read` raises WrongStep, `take` StepFailed or the line's WrongMoment."""

    read: Callable[[Tree], Any]
    take: Callable[[Line, Any], None]


ACTIONS: Mapping[str, Action] = {
    "hear": Action(_text, _hear),
    "hear_not": Action(_text, _hear_not),
    "press": Action(_keys, lambda line, keys: line.press(keys)),
    "say": Action(_said, lambda line, said: line.say(*said)),
    "silent": Action(_number, _silent),
    "record": Action(_number, lambda line, seconds: line.record(seconds)),
    "wait": Action(_seconds, lambda line, seconds: line.wait(seconds)),
    "agent": Action(one_of(*QUEUE_ENDS), lambda line, result: line.leave_queue(result)),
    "hang_up": Action(_true, lambda line, _: line.hang_up()),
    "expect": Action(_expected, _expect),
}
