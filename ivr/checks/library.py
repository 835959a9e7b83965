"""What is wrong in the files that flows stand on: queues, messages, wordings of consents."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.checks.references import in_words, known_variables, unknown
from ivr.checks.spoken import in_each_language, secret_slots, secrets_in
from ivr.checks.targets import written_nodes
from ivr.issue import Issue, warning
from ivr.library import Library, QueueRule
from ivr.nodes.consent import Consent
from ivr.nodes.message import Message
from ivr.words import Words


def check_library(library: Library) -> Iterator[Issue]:
    yield from _texts(library)
    for rule in library.queues.values():
        yield from _queue(library, rule)


def _texts(library: Library) -> Iterator[Issue]:
    languages = tuple(dict.fromkeys(language for flow in library.flows.values() for language in flow.languages))
    known, secrets = known_variables(library), secret_slots(library)
    for words in (*library.messages.values(), *(consent.wording for consent in library.consents.values())):
        yield from in_each_language(words, languages)
    for words in _used(library):
        yield from in_words(library, words, known)
    for words in library.messages.values():
        yield from secrets_in(words, secrets, "would be readable on a locked screen")


def _used(library: Library) -> Iterator[Words]:
    """Messages and wordings that a flow names; others may wait for a flow that brings their variables."""
    for flow in library.flows.values():
        for node in written_nodes(flow):
            if isinstance(node, Message) and node.template in library.messages:
                yield library.messages[node.template]
            elif isinstance(node, Consent) and node.name in library.consents:
                yield library.consents[node.name].wording


def _queue(library: Library, rule: QueueRule) -> Iterator[Issue]:
    """Not checked where no agencies or services are known at all."""
    if rule.agency and library.agencies and rule.agency not in library.agencies:
        yield unknown(rule.mark, "agency", rule.agency, library.agencies)
    for code in rule.services if library.services else ():
        if code not in library.services:
            yield unknown(rule.mark, "service", code, library.services)
    for other in library.queues.values():
        if other.name == rule.name:
            return
        if rule.agency and other.agency == rule.agency:
            yield warning(rule.mark, f"'{other.name}' takes the callers of {rule.agency} already")
        for code in (code for code in rule.services if code in other.services):
            yield warning(rule.mark, f"'{other.name}' takes the callers for {code} already")
