"""Conditions of a definition, `when` and `required_if`: each reads a field that is there, and asks for an answer that it has."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from ivr.expression_tokens import ExpressionError, tokens
from ivr.expressions import compile_expression
from knowledge_base.located import KeyPath, Located
from knowledge_base.slips import nearest

EQUAL = ("==", "!=")
NUMBERS = ("integer", "money")


def condition_ends(located: Located, service: Mapping[str, Any]) -> Iterator[str]:
    """Lines `file:line:column: text`."""
    for path, key, text in _conditions(service):
        yield from _condition(located.where((*path, key)), key, text, service["fields"])


def _conditions(service: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str, str]]:
    for number, field in enumerate(service["fields"]):
        if "required_if" in field:
            yield ("fields", number), "required_if", field["required_if"]
    for fact, inner in (("requirements", "items"), ("fee", "by_answer")):
        for version, written in enumerate(service[fact]["versions"]):
            for number, entry in enumerate(written.get(inner, ())):
                if "when" in entry:
                    yield (fact, "versions", version, inner, number), "when", entry["when"]


def _condition(where: str, key: str, text: str, fields: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    try:
        names = compile_expression(text).names
    except ExpressionError as error:
        yield f"{where}: `{key}` is no condition: {error}"
        return
    known = {field["name"]: field for field in fields}
    if not names:
        yield f"{where}: `{key}` reads no field; known are: {', '.join(known)}"
    for name in sorted(names.difference(known)):
        yield f"{where}: `{key}` reads `{name}`, which is no field here; {nearest(name, list(known))}"
    for name, literal in compared(text):
        wrong = _no_answer(known[name], literal) if name in known else None
        if wrong:
            yield f"{where}: `{key}` compares `{name}` with {_written(literal)}, {wrong}"


def compared(text: str) -> Iterator[tuple[str, Any]]:
    """Each name of a condition with a literal that it is compared with: `a == 'x'`, `'x' != a`, `a in ['x', 'y']`."""
    told = tokens(text)
    for at in range(len(told) - 2):
        left, sign, right = told[at : at + 3]
        if sign.word in EQUAL and {left.kind, right.kind} == {"name", "literal"}:
            name, literal = (left, right) if left.kind == "name" else (right, left)
            yield name.word, literal.value
        elif left.kind == "name" and (sign.word, right.word) == ("in", "["):
            for member in takewhile(lambda token: token.word != "]", told[at + 3 :]):
                if member.kind == "literal":
                    yield left.word, member.value


def _no_answer(field: Mapping[str, Any], literal: Any) -> str | None:
    """What is wrong with a literal as an answer to a field; None when nothing is."""
    if literal is None:
        return None
    if field["type"] == "choice":
        options = [option["value"] for option in field["options"]]
        return None if literal in options else f"which is none of its options; {nearest(str(literal), options)}"
    if field["type"] == "yes_no" and not isinstance(literal, bool):
        return "but it is answered by true or false"
    if field["type"] in NUMBERS and (isinstance(literal, (bool, str))):
        return "but it is a number"
    return None


def _written(literal: Any) -> str:
    return f"'{literal}'" if isinstance(literal, str) else str(literal).lower()
