"""A one-time code asked for by key or voice. It stands in no transcript, no session and no question back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import CheckCode, Collect, Effect, Parts
from ivr.grammar import Choice
from ivr.listen import Listen
from ivr.locale.phrases import RESEND, SKIP
from ivr.normalising import normalise
from ivr.questions import question_of
from ivr.spoken_digits import digits_heard
from ivr.understanding import understand

if TYPE_CHECKING:
    from ivr.run import Run

DIGITS = 6
HASH, STAR = "#", "*"
AGAIN, ON = "again", "on"
SURE = 0.85
"""Words for sending it once more are obeyed only when they were said nearly word by word."""

Go = Callable[["Run"], "str | None"]


@dataclass(frozen=True)
class CodeAsk(Ask):
    """`resend` and `pass_on` are what star and hash do. The state's `sent` is true when a code has just been sent."""

    listen: Listen
    resend: Go
    pass_on: Go
    secret: bool = True

    def prompt(self, run: Run, attempt: int) -> Parts:
        sent = self._sent(run) if attempt == 0 and run.state.get("sent") else ()
        return sent + run.phrase("enter_code") + run.phrase("code_keys")

    def _sent(self, run: Run) -> Parts:
        number = str(run.variables.get("caller", {}).get("number") or "")
        return run.phrase("code_sent", last=question_of("digits").read_back(number[-3:], run.context()))

    def collect(self, run: Run, parts: Parts) -> Effect:
        hints = RESEND[run.tongue] if self.listen.speech else ()
        listen = self.listen
        return Collect(parts, True, listen.speech, DIGITS, listen.timeout_s, HASH, run.tongue, hints, True)

    def owns(self, key: str) -> bool:
        return key in (HASH, STAR)

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        if digits == STAR:
            return Answered(AGAIN)
        if digits in ("", HASH):
            return Answered(ON)
        return _code(digits)

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        if confidence is not None and confidence < self.listen.confirm_below:
            # Asking back would say the code aloud.
            return Misunderstood()
        if normalise(text, run.tongue) in SKIP[run.tongue]:
            return Answered(ON)
        match = understand(text, (Choice(AGAIN, RESEND[run.tongue]),), run.context())
        if match is not None and match.score >= SURE:
            return Answered(AGAIN)
        return _code(digits_heard(text, run.tongue) or "")

    def accept(self, run: Run, payload: Any) -> str | None:
        if payload == AGAIN:
            return self.resend(run)
        if payload == ON:
            return self.pass_on(run)
        run.wait(CheckCode(str(payload)))
        return None


def _code(digits: str) -> Outcome:
    return Answered(digits) if len(digits) == DIGITS and digits.isdecimal() else Misunderstood()
