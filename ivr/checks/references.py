"""Names of things outside the flow that are not there: services, queues, consents, messages, flows, calendars, variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, Mark, error, warning
from ivr.nearest import suggestion
from ivr.nodes.call import Call
from ivr.nodes.consent import Consent
from ivr.nodes.message import Message
from ivr.nodes.queue import Queue
from ivr.nodes.transfer import Transfer
from ivr.variables import HOURS, MEMBERS, OF_A_CALENDAR, RESERVED

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.library import Library
    from ivr.words import Words


def unknown(mark: Mark, what: str, name: str, known: Iterable[str]) -> Issue:
    return error(mark, f"there is no {what} '{name[:40]}'; {suggestion(name, known)}")


def names(flow: Flow) -> Iterator[Issue]:
    library = flow.library
    for node in written_nodes(flow):
        mark = node.place.mark
        if isinstance(node, Consent) and node.name not in library.consents:
            yield unknown(mark, "consent", node.name, library.consents)
        elif isinstance(node, Message) and node.template and node.template not in library.messages:
            yield unknown(mark, "message", node.template, library.messages)
        elif isinstance(node, Call) and node.flow not in library.flows:
            yield unknown(mark, "flow", node.flow, library.flows)
        elif isinstance(node, Queue) and node.name and node.name not in library.queues:
            yield unknown(mark, "queue", node.name, library.queues)
        elif isinstance(node, Transfer) and node.agency:
            yield from _telephone(node, library.agencies)


def _telephone(node: Transfer, agencies: Mapping[str, Mapping[str, Any]]) -> Iterator[Issue]:
    """Not checked where no agencies are known at all."""
    if agencies and node.agency not in agencies:
        yield unknown(node.place.mark, "agency", node.agency, agencies)
    elif agencies and not agencies[node.agency].get("telephone"):
        yield error(
            node.place.mark,
            f"the agency '{node.agency}' has no 'telephone'; write it in agencies.yaml, or use 'number'",
        )


def skills(flow: Flow) -> Iterator[Issue]:
    """Skills that a node asks for beyond those of its queue. Agents have them, so this can only doubt."""
    known = {skill for rule in flow.library.queues.values() for skill in rule.skills}
    for node in written_nodes(flow):
        for skill in node.skills if isinstance(node, Queue) else ():
            if skill not in known:
                yield warning(
                    node.place.mark, f"no queue asks for the skill '{skill[:40]}'; {suggestion(skill, known)}"
                )


def variables(flow: Flow) -> Iterator[Issue]:
    """Names in expressions that nothing anywhere gives a value."""
    known = known_variables(flow.library)
    for node in written_nodes(flow):
        for expression, mark in node.expressions():
            yield from paths(flow.library, expression.paths, mark, known)
        for words in node.spoken():
            yield from in_words(flow.library, words, known)


def known_variables(library: Library) -> frozenset[str]:
    written = (node for flow in library.flows.values() for node in written_nodes(flow))
    brought = (name for node in written for name in node.brings())
    filled = (slot for lists in library.lists.values() for slot in lists)
    fields = (field.slot for fields in library.fields.values() for field in fields)
    return frozenset((*RESERVED, *brought, *filled, *fields))


def in_words(library: Library, words: Words, known: frozenset[str]) -> Iterator[Issue]:
    for template in words.templates.values():
        for expression in template.expressions:
            yield from paths(library, expression.paths, words.mark, known)


def paths(library: Library, used: Iterable[str], mark: Mark, known: frozenset[str]) -> Iterator[Issue]:
    for path in sorted(used):
        root, *members = path.split(".")
        if root not in known and (library.services or root != "service"):
            yield unknown(mark, "variable", root, known)
        elif root == HOURS:
            yield from _hours(library, members, mark)
        elif members and root in MEMBERS and members[0] not in MEMBERS[root]:
            yield unknown(mark, "variable", f"{root}.{members[0]}", [f"{root}.{name}" for name in MEMBERS[root]])


def _hours(library: Library, members: list[str], mark: Mark) -> Iterator[Issue]:
    if members and members[0] not in library.calendars:
        yield unknown(mark, "calendar", members[0], library.calendars)
    elif len(members) != 2 or members[1] not in OF_A_CALENDAR:
        yield error(mark, f"of the hours one asks hours.<calendar>.{' or .'.join(OF_A_CALENDAR)}")
