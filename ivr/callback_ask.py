"""Shall we ring you back on this number? Yes, on another one, or no; another number may be said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import Collect, Effect, Parts
from ivr.grammar import Choice
from ivr.listen import Listen
from ivr.locale.answers import NO, YES
from ivr.locale.phrases import ANOTHER
from ivr.questions import question_of
from ivr.questions.protocol import Value
from ivr.questions.yes_no import heard_yes_or_no
from ivr.understanding import understand

if TYPE_CHECKING:
    from ivr.run import Run

YES_KEY, OTHER, NO_KEY = "yes", "other", "no"
KEYS = {"1": YES_KEY, "2": OTHER, "3": NO_KEY}
SURE = 0.8
SURE_UNRATED = 0.9

Decide = Callable[["Run", str], "str | None"]
"""Takes yes, other or no, or the number that was said."""


@dataclass(frozen=True)
class CallbackAsk(Ask):
    question: Parts
    listen: Listen
    decide: Decide

    def prompt(self, run: Run, attempt: int) -> Parts:
        return (self.question if attempt == 0 else ()) + run.phrase("callback_keys")

    def collect(self, run: Run, parts: Parts) -> Effect:
        hints = (*YES[run.tongue], *ANOTHER[run.tongue], *NO[run.tongue])
        return Collect(parts, True, self.listen.speech, 1, self.listen.timeout_s, "", run.tongue, hints)

    def owns(self, key: str) -> bool:
        return key in KEYS

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        return Answered(KEYS[digits]) if digits in KEYS else Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        score = SURE_UNRATED if confidence is None else confidence
        number = question_of("phone").parse_speech(text, run.context())
        if isinstance(number, Value):
            return Answered(str(number.value), score)
        other = understand(text, (Choice(OTHER, ANOTHER[run.tongue]),), run.context())
        if other is not None and other.score >= SURE:
            return Answered(OTHER, score)
        answer = heard_yes_or_no(text, run.tongue)
        if answer is None:
            return Misunderstood()
        return Answered(YES_KEY if answer else NO_KEY, score)

    def accept(self, run: Run, payload: Any) -> str | None:
        return self.decide(run, str(payload))
