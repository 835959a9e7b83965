"""Names of things outside the flow that are not there: services, queues, consents, messages, flows, calendars, variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, Mark, error
from ivr.nodes.assign import Assign
from ivr.nodes.call import Call
from ivr.nodes.consent import Consent
from ivr.nodes.menu import Menu
from ivr.nodes.message import Message
from ivr.nodes.node import Node
from ivr.nodes.queue import Queue
from ivr.nodes.transfer import Transfer
from ivr.prompt_template import PromptTemplate
from ivr.variables import RESERVED

if TYPE_CHECKING:
    from ivr.flow import Flow

SERVICE = "service"


def _unknown(mark: Mark, what: str, name: str, known: Iterable[str]) -> Issue:
    there = list(known)
    near = get_close_matches(name, there, 1)
    mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(there[:12]) or 'none'}"
    return error(mark, f"there is no {what} '{name[:40]}'; {mend}")


def names(flow: Flow) -> Iterator[Issue]:
    library = flow.library
    for node in written_nodes(flow):
        mark = node.place.mark
        if isinstance(node, Consent) and node.name not in library.consents:
            yield _unknown(mark, "consent", node.name, library.consents)
        elif isinstance(node, Message) and node.template and node.template not in library.messages:
            yield _unknown(mark, "message", node.template, library.messages)
        elif isinstance(node, Call) and node.flow not in library.flows:
            yield _unknown(mark, "flow", node.flow, library.flows)
        elif isinstance(node, Queue) and node.name and node.name not in library.queues:
            yield _unknown(mark, "queue", node.name, library.queues)
        elif isinstance(node, Transfer) and node.agency:
            yield from _telephone(node, library.agencies)


def _telephone(node: Transfer, agencies: Mapping[str, Mapping[str, Any]]) -> Iterator[Issue]:
    """Not checked where no agencies are known at all."""
    if agencies and node.agency not in agencies:
        yield _unknown(node.place.mark, "agency", node.agency, agencies)
    elif agencies and not agencies[node.agency].get("telephone"):
        yield error(
            node.place.mark,
            f"the agency '{node.agency}' has no 'telephone'; write it in agencies.yaml, or use 'number'",
        )


def services(flow: Flow) -> Iterator[Issue]:
    """A service code that is set as written; not checked where no services are known at all."""
    known = flow.library.services
    for node in written_nodes(flow) if known else ():
        for mark, template in _set_services(node):
            if template.static is not None and template.static not in known:
                yield _unknown(mark, "service", template.static, known)


def _set_services(node: Node) -> Iterator[tuple[Mark, PromptTemplate]]:
    if isinstance(node, Assign) and SERVICE in node.values:
        yield node.place.mark, node.values[SERVICE]
    if isinstance(node, Menu):
        for choice in node.choices:
            if SERVICE in choice.sets:
                yield choice.mark, choice.sets[SERVICE]


def variables(flow: Flow) -> Iterator[Issue]:
    """Names in expressions that nothing anywhere gives a value."""
    known = set(RESERVED)
    for other in flow.library.flows.values():
        for node in written_nodes(other):
            known.update(node.brings())
    for fields in flow.library.fields.values():
        known.update(field.slot for field in fields)
    for node in written_nodes(flow):
        for mark, paths in _paths(node):
            for path in sorted(paths):
                yield from _path_issue(flow, path, mark, known)


def _paths(node: Node) -> Iterator[tuple[Mark, frozenset[str]]]:
    for expression, mark in node.expressions():
        yield mark, expression.paths
    for words in node.spoken():
        for template in words.templates.values():
            for expression in template.expressions:
                yield words.mark, expression.paths


def _path_issue(flow: Flow, path: str, mark: Mark, known: set[str]) -> Iterator[Issue]:
    root, _, rest = path.partition(".")
    if root not in known and (flow.library.services or root not in ("service",)):
        yield _unknown(mark, "variable", root, sorted(known))
    calendar = rest.partition(".")[0]
    if root == "hours" and calendar and calendar not in flow.library.calendars:
        yield _unknown(mark, "calendar", calendar, flow.library.calendars)
