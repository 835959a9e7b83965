"""One thing asked of a caller, and what an answer to it can be. Nodes build an Ask anew at each step from their definition and state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ivr.effects import Effect, Parts
from ivr.events import Recorded

if TYPE_CHECKING:
    from ivr.run import Run


@dataclass(frozen=True)
class Answered:
    """Understood with `score` 0..1; `payload` is JSON-safe; `question` asks back when that is not sure enough."""

    payload: Any
    score: float = 1.0
    question: Parts = ()


@dataclass(frozen=True)
class Misunderstood:
    """A no-match; `parts` say what was wrong, `kept` what was good of it."""

    parts: Parts = ()
    kept: str = ""


@dataclass(frozen=True)
class Unfinished:
    """The answer takes another step; nothing is counted."""

    kept: str


@dataclass(frozen=True)
class Leave:
    """Goes elsewhere without an answer."""

    target: str


@dataclass(frozen=True)
class Again:
    """Say it once more; nothing is counted."""


Outcome = Answered | Misunderstood | Unfinished | Leave | Again


class Ask(Protocol):
    """Whoever derives from it need not say that silence is asked again and that a recording is no answer."""

    @property
    def secret(self) -> bool:
        """True where the answer must not stand in the transcript."""
        return False

    def silence(self, run: Run) -> str:
        """Where the first silence leads; "" where silence is counted and asked again."""
        return ""

    def prompt(self, run: Run, attempt: int) -> Parts:
        """`attempt` counts from 0."""
        ...

    def collect(self, run: Run, parts: Parts) -> Effect: ...
    def owns(self, key: str) -> bool:
        """True where this key alone is an answer, and so no command."""
        ...

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome: ...
    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome: ...
    def recorded(self, run: Run, event: Recorded) -> Outcome:
        return Misunderstood()

    def accept(self, run: Run, payload: Any) -> str | None:
        """The next node, or None when something further was asked."""
        ...
