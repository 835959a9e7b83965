"""Personal data must not be asked for before consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, warning
from ivr.nodes.consent import Consent
from ivr.nodes.form import Form

if TYPE_CHECKING:
    from ivr.flow import Flow

PERSONAL = frozenset({"personal", "secret"})


def before_consent(flow: Flow) -> Iterator[Issue]:
    """Forms of a service, or with personal fields, that can be reached without passing a consent."""
    reached = _without_consent(flow)
    for node in written_nodes(flow):
        if isinstance(node, Form) and node.place.name in reached and _is_personal(node):
            yield warning(
                node.place.mark, f"'{node.place.name}' may ask for personal data before any consent was asked for"
            )


def _is_personal(form: Form) -> bool:
    return form.service is not None or any(field.plain.get("class") in PERSONAL for field in form.fields)


def _without_consent(flow: Flow) -> set[str]:
    reached: set[str] = set()
    open_nodes = [flow.start, *(command.target for command in flow.commands)]
    while open_nodes:
        name = open_nodes.pop()
        node = flow.nodes.get(name)
        if node is None or name in reached:
            continue
        reached.add(name)
        given = node.exit("given") if isinstance(node, Consent) else None
        open_nodes.extend(exit.target for exit in node.targets() if exit.target != given)
    return reached
