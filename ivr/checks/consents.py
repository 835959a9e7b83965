"""Personal data must not be asked for before consent, in whatever flow the call has come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, warning
from ivr.nodes.call import Call
from ivr.nodes.consent import Consent
from ivr.nodes.form import Form
from ivr.nodes.node import RETURN, Exit

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.library import Library
    from ivr.nodes.node import Node

Spot = tuple[str, str]
"""A flow, and a node in it."""

PERSONAL = frozenset({"personal", "secret"})
ABOUT_A_PERSON = frozenset({"nik", "nkk", "npwp", "bpjs", "name", "email", "plate"})
"""Types of answer that are personal, whatever their class."""


def before_consent(library: Library) -> Iterator[Issue]:
    """Forms of a service, or with personal fields, that can be reached without passing a consent."""
    reached = _without_consent(library)
    for flow in library.flows.values():
        for node in written_nodes(flow):
            if isinstance(node, Form) and (flow.name, node.place.name) in reached and _is_personal(node):
                text = f"'{node.place.name}' may ask for personal data before any consent was asked for"
                yield warning(node.place.mark, text)


def _is_personal(form: Form) -> bool:
    return form.service is not None or any(
        field.plain.get("class", "") in PERSONAL or (field.type in ABOUT_A_PERSON and "class" not in field.plain)
        for field in form.fields
    )


def entries(library: Library) -> Iterator[Flow]:
    """Flows that no other calls: a call begins there. All of them, where each is called."""
    written = (node for flow in library.flows.values() for node in written_nodes(flow))
    called = {node.flow for node in written if isinstance(node, Call)}
    first = [flow for flow in library.flows.values() if flow.name not in called]
    yield from first or library.flows.values()


def _without_consent(library: Library) -> set[Spot]:
    """Spots reached so. A sub-flow may have been left by any of its callers, so it leads on to all that it was reached from."""
    reached: set[Spot] = set()
    calls: dict[str, list[Spot]] = {}
    ahead: list[Spot] = []
    for flow in entries(library):
        ahead += [(flow.name, flow.start), *((flow.name, command.target) for command in flow.commands)]
    while ahead:
        spot = ahead.pop()
        if spot not in reached:
            reached.add(spot)
            ahead += _ahead(library, spot, reached, calls)
    return reached


def _ahead(library: Library, spot: Spot, reached: set[Spot], calls: dict[str, list[Spot]]) -> Iterator[Spot]:
    flow, name = library.flows[spot[0]], spot[1]
    if name == RETURN:
        yield from calls.get(flow.name, [])
        return
    node = flow.nodes.get(name)
    if node is None:
        return
    if isinstance(node, Call) and node.flow in library.flows:
        called, back = library.flows[node.flow], (flow.name, node.exit("returned"))
        calls.setdefault(called.name, []).append(back)
        yield called.name, called.start
        if (called.name, RETURN) in reached:
            yield back
        yield flow.name, node.exit("failed")
        return
    yield from ((flow.name, exit.target) for exit in _unconsented(node))


def _unconsented(node: Node) -> Iterator[Exit]:
    given = node.exit("given") if isinstance(node, Consent) else None
    return (exit for exit in node.targets() if exit.target != given)
