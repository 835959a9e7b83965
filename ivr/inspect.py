"""What is wrong in flows that can be read: located issues, shared by editor, command line and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ivr.checks import keys, lookups, references, rounds, sentences, services, spoken, targets
from ivr.checks.consents import before_consent
from ivr.checks.library import check_library
from ivr.checks.numbers import check_numbers
from ivr.checks.returns import returns
from ivr.issue import Issue
from ivr.library import Library

if TYPE_CHECKING:
    from ivr.flow import Flow

Check = Callable[["Flow"], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    targets.missing_targets,
    targets.unreachable,
    rounds.loops,
    rounds.endless_repair,
    targets.silent_queues,
    spoken.missing_languages,
    spoken.too_long,
    spoken.too_many_choices,
    spoken.menus_too_long,
    spoken.silent_menus,
    spoken.never_heard,
    spoken.secrets_aloud,
    keys.keys_twice,
    keys.keys_of_languages,
    keys.keys_of_commands,
    sentences.intents,
    sentences.in_every_language,
    sentences.templates,
    sentences.claimed_twice,
    sentences.commands_twice,
    references.names,
    references.skills,
    services.services,
    lookups.sources,
    references.variables,
)


def inspect(library: Library) -> Iterator[Issue]:
    """Every check on every flow of the library, and its wordings in every language that is spoken."""
    yield from check_library(library)
    yield from check_numbers(library)
    yield from before_consent(library)
    yield from returns(library)
    for flow in library.flows.values():
        for check in CHECKS:
            yield from check(flow)
