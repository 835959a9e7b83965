"""What is wrong in flows that can be read: located issues, shared by editor, command line and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ivr.checks import consents, lookups, menus, references, spoken, targets
from ivr.checks.numbers import check_numbers
from ivr.issue import Issue
from ivr.library import Library

if TYPE_CHECKING:
    from ivr.flow import Flow

Check = Callable[["Flow"], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    targets.missing_targets,
    targets.unreachable,
    targets.loops,
    targets.silent_queues,
    spoken.missing_languages,
    spoken.too_long,
    spoken.too_many_choices,
    spoken.secrets_aloud,
    menus.keys_twice,
    menus.intents,
    menus.sentence_templates,
    menus.same_sentence,
    references.names,
    references.services,
    lookups.sources,
    references.variables,
    consents.before_consent,
)


def inspect(library: Library) -> Iterator[Issue]:
    """Every check on every flow of the library, and its wordings in every language that is spoken."""
    languages = tuple(dict.fromkeys(language for flow in library.flows.values() for language in flow.languages))
    for words in (*library.messages.values(), *(consent.wording for consent in library.consents.values())):
        yield from spoken.in_each_language(words, languages)
    yield from check_numbers(library)
    for flow in library.flows.values():
        for check in CHECKS:
            yield from check(flow)
