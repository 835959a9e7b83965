"""Why something was not done with a document."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.life.fact_changes import FactChange
from knowledge_base.life.problem import Problem


class Refused(Exception):
    """Nothing has changed. `code`: unknown, may_not, own_draft, why, too_large, slips, agency, there_already, conflict (somebody
    or another window was quicker), state (it is not in the state for this), stale (another text was published meanwhile:
    `changes`), golden_calls (`names`), flows, past, same."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        problems: Sequence[Problem] = (),
        changes: Sequence[FactChange] = (),
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.problems = tuple(problems)
        self.changes = tuple(changes)
        self.names = tuple(names)
