"""Conditions and values of a flow: `alasan == 'hilang' and hours.kantor.open`. A closed little language, parsed here into
closures: it reads the variable table, compares, and applies filters; it cannot call, index or reach a Python attribute.

    expression := or ; or := and {"or" and} ; and := not {"and" not} ; not := ["not"] comparison
    comparison := piped [("=="|"!="|"<"|"<="|">"|">="|"in"|"not in") piped] ; piped := value {"|" filter}
    value := literal | name {"." name} | "(" or ")" | "[" or {"," or} "]"
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ivr.expression_tokens import ExpressionError, Token, tokens
from ivr.filters import FILTERS
from ivr.nearest import suggestion

MAX_NESTING = 20


class Scope(Protocol):
    """The variable table of one moment, and where an author's slip is noted."""

    @property
    def language(self) -> str: ...
    def get(self, name: str) -> Any:
        """None where the name has no value."""
        ...

    def slip(self, text: str) -> None: ...


Evaluate = Callable[[Scope], Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """`names` are the variables it begins from; `paths` the same with what follows their dots."""

    text: str
    evaluate: Evaluate
    names: frozenset[str]
    paths: frozenset[str] = frozenset()

    def holds(self, scope: Scope) -> bool:
        return bool(self.evaluate(scope))


def compile_expression(text: str) -> Expression:
    """Raises ExpressionError, which says what would be right."""
    parser = _Parser(text)
    evaluate = parser.either()
    parser.end()
    return Expression(text, evaluate, frozenset(parser.names), frozenset(parser.paths))


_ORDER: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0
        self.names: set[str] = set()
        self.paths: set[str] = set()

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *words: str) -> bool:
        if self.token.kind in ("sign", "keyword") and self.token.word in words:
            self.at += 1
            return True
        return False

    def fail(self, text: str) -> ExpressionError:
        return ExpressionError(text, self.token.offset)

    def end(self) -> None:
        if self.token.kind != "end":
            raise self.fail(f"'{self.token.word}' is one word too many; a literal text is quoted: 'hilang'")

    def either(self) -> Evaluate:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.fail(f"more than {MAX_NESTING} levels of parentheses")
        terms = [self.both()]
        while self.take("or"):
            terms.append(self.both())
        self.depth -= 1
        return terms[0] if len(terms) == 1 else lambda scope: any(term(scope) for term in terms)

    def both(self) -> Evaluate:
        terms = [self.negation()]
        while self.take("and"):
            terms.append(self.negation())
        return terms[0] if len(terms) == 1 else lambda scope: all(term(scope) for term in terms)

    def negation(self) -> Evaluate:
        negated = False
        while self.take("not"):
            negated = not negated
        term = self.comparison()
        return (lambda scope: not term(scope)) if negated else term

    def comparison(self) -> Evaluate:
        left = self.piped()
        sign = self.token.word
        if self.take("==", "!=", "<", "<=", ">", ">=", "in"):
            return _compare(sign, left, self.piped())
        if sign == "not" and self.take("not"):
            if not self.take("in"):
                raise self.fail("after 'not' here comes 'in'")
            inside = _compare("in", left, self.piped())
            return lambda scope: not inside(scope)
        return left

    def piped(self) -> Evaluate:
        value = self.value()
        while self.take("|"):
            name = self.token.word
            if self.token.kind != "name" or name not in FILTERS:
                raise self.fail(f"no filter '{name[:40]}'; {suggestion(name, FILTERS)}")
            self.at += 1
            value = _filtered(value, name)
        return value

    def value(self) -> Evaluate:
        token = self.token
        if token.kind == "literal":
            self.at += 1
            literal = token.value
            return lambda scope: literal
        if token.kind == "name":
            return self.path()
        if self.take("("):
            inner = self.either()
            self.close(")")
            return inner
        if self.take("["):
            return self.list_of()
        raise self.fail(f"a value is missing before {token.word if token.kind == 'end' else repr(token.word)}")

    def path(self) -> Evaluate:
        root = self.token.word
        self.at += 1
        steps: list[str] = []
        while self.take("."):
            if self.token.kind != "name":
                raise self.fail("after a dot comes a name")
            steps.append(self.token.word)
            self.at += 1
        self.names.add(root)
        self.paths.add(".".join([root, *steps]))
        return _reach(root, tuple(steps)) if steps else lambda scope: scope.get(root)

    def list_of(self) -> Evaluate:
        members = [self.either()]
        while self.take(","):
            members.append(self.either())
        self.close("]")
        return lambda scope: [member(scope) for member in members]

    def close(self, sign: str) -> None:
        if not self.take(sign):
            raise self.fail(f"'{sign}' is missing before {self.token.word}")


def _reach(root: str, steps: tuple[str, ...]) -> Evaluate:
    def evaluate(scope: Scope) -> Any:
        value = scope.get(root)
        for step in steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    return evaluate


def _filtered(value: Evaluate, name: str) -> Evaluate:
    say = FILTERS[name]

    def evaluate(scope: Scope) -> Any:
        raw = value(scope)
        if raw is None:
            return None
        try:
            return say(raw, scope.language)
        except (TypeError, ValueError, KeyError, OverflowError):
            scope.slip(f"the filter {name} cannot say {type(raw).__name__}")
            return ""

    return evaluate


def _compare(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    if sign == "==":
        return lambda scope: left(scope) == right(scope)
    if sign == "!=":
        return lambda scope: left(scope) != right(scope)
    if sign == "in":
        return lambda scope: _contains(right(scope), left(scope))
    return lambda scope: _ordered(_ORDER[sign], left(scope), right(scope), scope)


def _contains(many: Any, one: Any) -> bool:
    if isinstance(many, str):
        return isinstance(one, str) and one in many
    return isinstance(many, (list, tuple, Mapping)) and one in many


def _ordered(compare: Callable[[Any, Any], Any], left: Any, right: Any, scope: Scope) -> bool:
    if left is None or right is None:
        return False
    try:
        return bool(compare(left, right))
    except TypeError:
        scope.slip(f"{type(left).__name__} and {type(right).__name__} cannot be put in order")
        return False
