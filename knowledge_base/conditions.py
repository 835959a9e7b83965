"""Conditions of a definition, `when` and `required_if`: each reads a field that is there, and asks for an answer that it has."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ivr.expression_tokens import ExpressionError
from ivr.expressions import compile_expression
from knowledge_base.located import KeyPath, Located
from knowledge_base.slips import nearest


def condition_ends(located: Located, service: Mapping[str, Any]) -> Iterator[str]:
    """Lines `file:line:column: text`."""
    for path, key, text in _conditions(service):
        yield from _condition(located.where((*path, key)), key, text, service["fields"])


def _conditions(service: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str, str]]:
    for number, field in enumerate(service["fields"]):
        if "required_if" in field:
            yield ("fields", number), "required_if", field["required_if"]
    for version, fact in enumerate(service["requirements"]["versions"]):
        for number, entry in enumerate(fact["items"]):
            if "when" in entry:
                yield ("requirements", "versions", version, "items", number), "when", entry["when"]


def _condition(where: str, key: str, text: str, fields: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    try:
        names = compile_expression(text).names
    except ExpressionError as error:
        yield f"{where}: `{key}` is no condition: {error}"
        return
    known = [field["name"] for field in fields]
    if not names:
        yield f"{where}: `{key}` reads no field; known are: {', '.join(known)}"
    for name in sorted(names.difference(known)):
        yield f"{where}: `{key}` reads `{name}`, which is no field here; {nearest(name, known)}"
