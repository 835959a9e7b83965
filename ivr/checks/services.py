"""Codes of services that are written in a flow and that no definition has. Not checked where no services are known at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ivr.checks.references import unknown
from ivr.checks.targets import written_nodes
from ivr.expression_tokens import Token, tokens
from ivr.expressions import Expression
from ivr.issue import Issue, Mark
from ivr.nodes.assign import Assign
from ivr.nodes.form import Form
from ivr.nodes.menu import Menu
from ivr.nodes.node import Node
from ivr.nodes.read_back import ReadBack
from ivr.nodes.submit import Submit

if TYPE_CHECKING:
    from ivr.flow import Flow

SERVICE = "service"
COMPARED = ("==", "!=")


def services(flow: Flow) -> Iterator[Issue]:
    known = flow.library.services
    for node in written_nodes(flow) if known else ():
        for code, mark in (*_set(node), *_named(node), *_compared(node)):
            if code not in known:
                yield unknown(mark, "service", code, known)


def _set(node: Node) -> Iterator[tuple[str, Mark]]:
    """`set: {service: DUK-02}`."""
    sets = [(node.values, node.place.mark)] if isinstance(node, Assign) else []
    if isinstance(node, Menu):
        sets += [(choice.sets, choice.mark) for choice in node.choices]
    for values, mark in sets:
        template = values.get(SERVICE)
        if template is not None and template.static is not None:
            yield template.static, mark


def _named(node: Node) -> Iterator[tuple[str, Mark]]:
    """`form: {service: "'DUK-02'"}`, and its like."""
    if isinstance(node, (Form, ReadBack, Submit)) and node.service is not None:
        words = tokens(node.service.text)
        if words[0].kind == "literal" and words[1].kind == "end":
            yield str(words[0].value), node.place.mark


def _compared(node: Node) -> Iterator[tuple[str, Mark]]:
    """`service == 'DUK-02'`."""
    for expression, mark in node.expressions():
        if SERVICE in expression.names:
            yield from ((code, mark) for code in _beside_service(expression))


def _beside_service(expression: Expression) -> Iterator[str]:
    words = tokens(expression.text)
    for (first, sign), (_, last) in pairwise(pairwise(words)):
        if sign.word in COMPARED:
            yield from (str(code.value) for name, code in ((first, last), (last, first)) if _is_pair(name, code))


def _is_pair(name: Token, code: Token) -> bool:
    return name.kind == "name" and name.word == SERVICE and code.kind == "literal" and isinstance(code.value, str)
