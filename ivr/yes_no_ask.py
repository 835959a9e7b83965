"""A question that is answered by yes or no, by key 1 or 2 or in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import Collect, Effect, Parts
from ivr.listen import Listen
from ivr.locale.answers import NO, YES
from ivr.questions.yes_no import heard_yes_or_no

if TYPE_CHECKING:
    from ivr.run import Run

KEYS = {"1": True, "2": False}
SURE_UNRATED = 0.9

Decide = Callable[["Run", bool], "str | None"]


@dataclass(frozen=True)
class YesNoAsk(Ask):
    """`question` is said in full; `short` on later attempts. `decide` gets the answer and says where the call goes on."""

    question: Parts
    short: Parts
    listen: Listen
    decide: Decide

    def prompt(self, run: Run, attempt: int) -> Parts:
        return self.question if attempt == 0 else self.short

    def collect(self, run: Run, parts: Parts) -> Effect:
        hints = (*YES.get(run.tongue, ()), *NO.get(run.tongue, ()))
        return Collect(parts, True, self.listen.speech, 1, self.listen.timeout_s, "", run.tongue, hints)

    def owns(self, key: str) -> bool:
        return key in KEYS

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        return Answered(KEYS[digits]) if digits in KEYS else Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        answer = heard_yes_or_no(text, run.tongue)
        if answer is None:
            return Misunderstood()
        return Answered(answer, SURE_UNRATED if confidence is None else confidence)

    def accept(self, run: Run, payload: Any) -> str | None:
        return self.decide(run, bool(payload))
