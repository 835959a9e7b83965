"""What is to be published, compiled, and its golden calls played. Takes seconds: never inside a transaction."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.flow import Compiled, compile_sources
from ivr.golden import Outcome
from ivr.golden_suite import play_suite, read_suite
from ivr.issue import Issue, Mark, error
from ivr.numbers import HOTLINE
from runtime.flow_versions.sources import Sources


@dataclass(frozen=True)
class Judged:
    """`issues` and their errors are of the flows; `failed` are the golden calls that did not go as written."""

    sources: Sources
    revision: str
    compiled: Compiled
    issues: tuple[Issue, ...]
    failed: tuple[Outcome, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == "error")


def judge(sources: Sources, play: bool = True) -> Judged:
    """Never raises for what the sources hold. Without `play`, or with an error, no golden call is played."""
    compiled = compile_sources(sources.flows, sources.services, sources.agencies)
    issues = compiled.issues
    if not compiled.errors and HOTLINE not in compiled.flows:
        issues = (*issues, error(Mark(f"{HOTLINE}.yaml"), f"a flow named {HOTLINE} is needed: it answers calls"))
    fit = not any(issue.severity == "error" for issue in issues)
    failed = _failed(sources, compiled) if play and fit else ()
    return Judged(sources, sources.revision, compiled, issues, failed)


def _failed(sources: Sources, compiled: Compiled) -> tuple[Outcome, ...]:
    outcomes = play_suite(read_suite(sources.files), compiled.flows)
    return tuple(outcome for outcome in outcomes if outcome.issues)
