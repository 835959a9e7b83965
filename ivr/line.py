"""What a golden call is played on: the engine alone, the webhooks of a house, or a carrier's telephone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class WrongMoment(ValueError):
    """The call does not wait for this now."""


class StepFailed(Exception):
    """A step that went otherwise; the text says how."""


class Line(Protocol):
    """One caller's call. Each deed raises WrongMoment when the call does not wait for it."""

    @property
    def said(self) -> Sequence[str]:
        """What was spoken since the caller last did something."""

    def press(self, keys: str) -> None: ...

    def say(self, text: str, confidence: float | None = None) -> None: ...

    def silence(self) -> None:
        """The present wait times out."""

    def record(self, seconds: float) -> None: ...

    def wait(self, seconds: int) -> None:
        """The clock moves; nothing is pressed or said."""

    def leave_queue(self, result: str) -> None: ...

    def hang_up(self) -> None: ...

    def seen(self, what: str) -> Any:
        """What the call has come to; `what` is one of golden_expectations.SEEN."""
