"""A text of a flow with `{{ expression | filter }}` in it, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ivr.expression_tokens import ExpressionError
from ivr.expressions import Expression, Scope, compile_expression
from ivr.filters import plain_words
from ivr.limits import MAX_TEXT

MAX_SPOKEN = 2_000
"""Characters that one prompt may say: about two minutes."""

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """`static` is the whole text where it has no expression; else `pieces` alternate."""

    text: str
    static: str | None
    pieces: tuple[str | Expression, ...]

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Expression))

    def render(self, scope: Scope) -> str:
        """A value that is missing is left out and noted as the author's slip."""
        if self.static is not None:
            return self.static
        return "".join(piece if isinstance(piece, str) else _said(piece, scope) for piece in self.pieces)[:MAX_SPOKEN]


def _said(expression: Expression, scope: Scope) -> str:
    value = expression.evaluate(scope)
    if value is None:
        scope.slip(f"{{{{ {expression.text} }}}} has no value")
        return ""
    return plain_words(value, scope.language)


def compile_template(text: str) -> PromptTemplate:
    """Raises ExpressionError with an offset into `text`."""
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"longer than {MAX_TEXT} characters; say it in several nodes", MAX_TEXT)
    pieces: list[str | Expression] = []
    end = 0
    for match in _BRACES.finditer(text):
        pieces.append(_words(text[end : match.start()], end))
        pieces.append(_inner(match))
        end = match.end()
    pieces.append(_words(text[end:], end))
    kept = tuple(piece for piece in pieces if piece != "")
    static = text[:MAX_SPOKEN] if all(isinstance(piece, str) for piece in kept) else None
    return PromptTemplate(text, static, kept)


def _words(text: str, offset: int) -> str:
    for sign, missing in (("{{", "}}"), ("}}", "{{")):
        if sign in text:
            raise ExpressionError(f"'{sign}' without its '{missing}'", offset + text.index(sign))
    return text


def _inner(match: re.Match[str]) -> Expression:
    try:
        return compile_expression(match.group(1).strip())
    except ExpressionError as wrong:
        raise ExpressionError(str(wrong), match.start(1) + wrong.offset) from wrong
