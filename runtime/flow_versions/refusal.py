"""Why something was not done."""

from __future__ import annotations

from collections.abc import Sequence

from ivr.diff import Change
from ivr.issue import Issue


class Refused(Exception):
    """Nothing has changed. `code`: may_not, why, errors, golden_calls, stale, unknown, never_live, live_already, past,
    over, too_large, not_empty, alias. `issues` stand in the way; `changes` were made by others meanwhile (stale)."""

    def __init__(
        self, code: str, sentence: str, issues: Sequence[Issue] = (), *, changes: Sequence[Change] = ()
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.issues = tuple(issues)
        self.changes = tuple(changes)
